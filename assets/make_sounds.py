"""Makes the counter's sounds: short, soft, two notes each; run it to make them anew."""

import math
import struct
import wave
from pathlib import Path

FOLDER = Path(__file__).parent / "sounds"
RATE = 22_050
SOUNDS = {"new": (659.3, 880.0), "call": (880.0, 659.3, 880.0)}  # Hz, one note after another
NOTE_SECONDS = 0.14


def note(hertz: float) -> list[float]:
    """One note with a soft beginning and a long end, −1 to 1."""
    count = round(RATE * NOTE_SECONDS)
    fade = [min(1.0, n / 200) * math.exp(-4 * n / count) for n in range(count)]
    return [
        f * (math.sin(t := 2 * math.pi * hertz * n / RATE) + 0.3 * math.sin(2 * t)) / 1.3
        for n, f in enumerate(fade)
    ]


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, notes in SOUNDS.items():
        samples = [sample for hertz in notes for sample in note(hertz)]
        with wave.open(str(FOLDER / f"{name}.wav"), "wb") as out:
            out.setparams((1, 2, RATE, 0, "NONE", ""))
            out.writeframes(b"".join(struct.pack("<h", round(12_000 * s)) for s in samples))


if __name__ == "__main__":
    main()
