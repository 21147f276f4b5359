"""One file that holds everything that cannot be made anew: made while the site runs, checked, and put back."""

from kb.backup.archive import read_backup, write_backup
from kb.backup.contents import AREAS, CONTENT, INSTANCE, Manifest, Member
from kb.backup.gathering import Gathered, gather
from kb.backup.placing import Placing, is_occupied
from kb.backup.unpacking import unpack

__all__ = [
    "AREAS",
    "CONTENT",
    "INSTANCE",
    "Gathered",
    "Manifest",
    "Member",
    "Placing",
    "gather",
    "is_occupied",
    "read_backup",
    "unpack",
    "write_backup",
]
