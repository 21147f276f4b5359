"""An account and the page of the library about the same person: claimed by the one, confirmed by an editor."""

from kb.accounts import Action, Actor, Claim
from kb.errors import Forbidden, NotFound
from kb.model import Specialist
from kb.services.membership import Membership
from kb.services.reading import Reading


class Claiming(Reading, Membership):
    """What people and editors do about such a link. Everything raises Busy or StorageFailed as accounts do."""

    def claim_page(self, actor: Actor, specialist: str) -> None:
        """Say that the page of a person is about oneself. Raises Conflict, Forbidden, NotFound."""
        self._require(actor, Action.ACCOUNT)
        page = self.page("specialists", specialist)
        if not isinstance(page, Specialist) or page.withdrawn:
            raise NotFound("there is no page about such a person", field="specialist")
        self.accounts.claim(actor, specialist)

    def claims(self, actor: Actor) -> list[Claim]:
        """The claims that wait for an editor, the longest first. Raises Forbidden."""
        self._require(actor, Action.REVIEW)
        return self.accounts.claims()

    def settle_claim(self, actor: Actor, person: str, specialist: str, reason: str | None = None) -> None:
        """Confirm a claim, or refuse it with a reason. Nobody settles their own, unless the setting lets them.

        Raises Conflict, Forbidden, NotFound, Unprocessable.
        """
        self._require(actor, Action.REVIEW)
        if person == actor.id and not self.settings.approve_own:
            raise Forbidden("this claim is your own: another editor has to settle it")
        if reason is None:
            self.accounts.confirm_claim(actor, person, specialist)
        else:
            self.accounts.refuse_claim(actor, person, specialist, reason)

    def _require(self, actor: Actor, action: Action) -> None:
        if not self.can(actor, action):
            raise Forbidden("your account is not allowed to do this")
