"""Errors a person can meet; each says what happened and what to do.

EveryshelfError
├── SettingsError      a settings file or a command's words are wrong
├── EnvironmentFault   port in use, full disk, file not readable: the surroundings, not us
├── RefusedInput       a feed, file or message that cannot be taken, with the place and the reason
└── HubAway            the hub does not answer; work goes on from the cache
"""


class EveryshelfError(Exception):
    """Base of all errors whose text may be shown as it is."""


class SettingsError(EveryshelfError):
    """A setting is missing or wrong."""


class EnvironmentFault(EveryshelfError):
    """The machine does not give what is needed."""


class RefusedInput(EveryshelfError):
    """Input that cannot be used."""


class HubAway(EveryshelfError):
    """The hub cannot be reached now."""
