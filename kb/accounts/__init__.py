"""People with accounts, and who may do what."""

from kb.accounts.accounts import Accounts
from kb.accounts.actor import Actor, Role
from kb.accounts.claims import Claim
from kb.accounts.links import Kind, Link
from kb.accounts.people import Person
from kb.accounts.permissions import LEAST_ROLE, Action, Written, can
from kb.accounts.schema import ACCOUNT_MIGRATIONS
from kb.accounts.second_step import Enrolment, SecondStepState
from kb.accounts.sessions import Session
from kb.accounts.signing_in import SignedIn

__all__ = [
    "ACCOUNT_MIGRATIONS",
    "LEAST_ROLE",
    "Accounts",
    "Action",
    "Actor",
    "Claim",
    "Enrolment",
    "Kind",
    "Link",
    "Person",
    "Role",
    "SecondStepState",
    "Session",
    "SignedIn",
    "Written",
    "can",
]
