"""The few reasons for which work cannot go on; a document's own fault is a Finding, never one of these."""


class MaklumatError(Exception):
    """Work cannot go on. Its text is one clear Indonesian sentence; the command line prints it and exits with 2."""


class SettingsError(MaklumatError):
    """mkdocs.yml is missing, unreadable or says something that cannot be."""


class ContentError(MaklumatError):
    """The content folder, or a path that was asked for, cannot be read."""


class UsageError(MaklumatError):
    """The command line asks for something that cannot be."""
