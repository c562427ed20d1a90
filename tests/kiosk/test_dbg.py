from tests.kiosk.stage import *
from tests.kiosk.conftest import *
from shared.qt.speech import page_words
def test_x(qapp, folder):
    async def story():
        async with stage(qapp, folder) as on:
            await on.go("home")
            print(page_words(on.screen.window))
            for i in on.items():
                if i.objectName().startswith("tile-"):
                    from PySide6.QtGui import QAccessible
                    f=QAccessible.queryAccessibleInterface(i)
                    print(i.objectName(), f and f.text(QAccessible.Text.Name), f and f.state().invisible, f and f.role())
                    break
    play(qapp, story)
