"""People with accounts: who asks, whether they may, and the mails that bring them in or back."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kb import log
from kb.accounts import Accounts, Action, Actor, Kind, Role, Written, can
from kb.errors import Conflict, Forbidden, KbError, MailFailed, NotFound
from kb.i18n import translator
from kb.journal import AuditFilter, AuditLog, as_csv, as_json
from kb.mail import Mailer
from kb.services.keys import Keys

_LOGGER = log.get_logger("membership")
# Where a link leads, by what it is good for; the pages are the web's.
_PATHS = {Kind.INVITATION: "account/register", Kind.RESET: "account/reset", Kind.EMAIL: "account/new-email"}


@dataclass(frozen=True, slots=True)
class SentLink:
    """A link that is good once, and whether it went out by mail; if not, whoever made it hands it over."""

    address: str
    is_mailed: bool
    reason: str = ""


class Membership(Keys):
    """Accounts, wired: the database, the key and the mail server of this site."""

    @cached_property
    def accounts(self) -> Accounts:
        """Everything about accounts. Nothing is opened before something is asked of it."""
        return Accounts(self.database, self.secret_key, self.clock, needs_second_step=self.settings.require_totp)

    @cached_property
    def audit(self) -> AuditLog:
        """Reading the audit log."""
        return AuditLog(self.database)

    def audit_csv(self, wanted: AuditFilter) -> Iterator[str]:
        """The lines of the audit log that fit, as a table for other programs. Raises Busy, StorageFailed."""
        return as_csv(self.audit.lines(wanted))

    def audit_json(self, wanted: AuditFilter) -> Iterator[dict[str, object]]:
        """The same as plain values."""
        return map(as_json, self.audit.lines(wanted))

    @cached_property
    def mailer(self) -> Mailer:
        """The mail server. Raises ConfigurationError when its settings do not fit together."""
        return Mailer(self.settings)

    def actor(self, token: str) -> Actor:
        """Who the token of a session stands for. Raises Busy, StorageFailed."""
        return self.accounts.actor(token)

    def can(self, actor: Actor, action: Action | str, of: Written | None = None) -> bool:
        """Whether somebody may do something, by the settings of this site."""
        return can(actor, action, of, approve_own=self.settings.approve_own)

    def invite(self, actor: Actor, email: str, role: Role, lang: str) -> SentLink:
        """Invite somebody, by mail where there is a mail server. Raises Conflict, Forbidden, Unprocessable."""
        if self.settings.registration == "closed" and actor is not Actor.CONSOLE:
            raise Forbidden("this site takes no new accounts")
        token = self.accounts.invite(actor, email, role, lang)
        say = translator(lang).gettext
        return self._send(email, Kind.INVITATION, token, lang, say("Your invitation to Culise"), say(
            "You are invited to Culise, the library of case studies from Moldova.\n\n"
            "Make your account here, within 14 days:\n%(link)s\n\n"
            "If you did not expect this, do nothing: without you there is no account."))

    def send_reset(self, actor: Actor, person: str) -> SentLink:
        """Make a link that gives somebody a new password, and mail it if possible. Raises Conflict, NotFound."""
        found = self.accounts.person(person)
        token = self.accounts.reset_link(actor, person)
        say = translator(found.lang).gettext
        return self._send(found.email, Kind.RESET, token, found.lang, say("A new password for Culise"), say(
            "Somebody, probably you, asked for a new password for your account at Culise.\n\n"
            "Choose it here, within two hours:\n%(link)s\n\n"
            "If it was not you, do nothing: your password stays as it is."))

    def ask_reset(self, email: str, address: str) -> None:
        """What a visitor asks who forgot a password; the answer does not tell whether there is an account.

        `address` is the network address. Raises NotFound without a mail server, TooManyRequests, Unprocessable.
        """
        if not self.mailer.is_set:
            raise NotFound("this site sends no mail; ask an admin for a link to a new password")
        self.accounts.count_mail(email, address)
        self._aside(lambda: self._reset_if_known(email))

    def change_email(self, actor: Actor, email: str, address: str) -> bool:
        """Give oneself another e-mail address: at once on a site that sends no mail, else by a link in a mail to it.

        Answers whether it is done. The answer does not tell whether the address has an account where mail is sent.
        `address` is the network address. Raises Conflict, TooManyRequests, Unprocessable.
        """
        if not self.mailer.is_set:
            self.accounts.change_email(actor, email)
            return True
        self.accounts.count_mail(email, address)
        self._aside(lambda: self._ask_to_confirm(actor, email))
        return False

    def confirm_email(self, token: str) -> None:
        """Use the link of such a mail; the old address is told. Raises Conflict, NotFound."""
        before = self.accounts.person(self.accounts.confirmed_by(token))
        self.accounts.confirm_email(token)
        say = translator(before.lang).gettext
        self._aside(lambda: self.mailer.send(before.email, say("Your e-mail address at Culise was changed"), say(
            "From now on you sign in to Culise with another e-mail address, and mails go there.\n\n"
            "If it was not you, write to the editors at once:\n%(link)s", link=f"{self.address}/{before.lang}/about"),
            before.lang))

    def ask_to_register(self, email: str, address: str, lang: str) -> None:
        """What a visitor asks who wants an account, on a site that is open; the mail confirms the address.

        Whoever has an account already is told so, by mail. Raises Forbidden, TooManyRequests, Unprocessable.
        """
        if self.settings.registration != "open":
            raise Forbidden("new accounts are made by invitation here")
        self.accounts.count_mail(email, address)
        self._aside(lambda: self._invite_or_reset(email, lang))

    def _ask_to_confirm(self, actor: Actor, email: str) -> None:
        token, lang = self.accounts.email_link(actor, email), self.accounts.person(actor.id).lang
        say = translator(lang).gettext
        self._send(email, Kind.EMAIL, token, lang, say("Your new e-mail address at Culise"), say(
            "Somebody, probably you, wants to sign in to Culise with this address.\n\n"
            "Confirm it here, within two hours:\n%(link)s\n\n"
            "If it was not you, do nothing: nothing changes."))

    def _reset_if_known(self, email: str) -> None:
        found = self.accounts.person_by_email(email)
        self.send_reset(Actor(found.id, found.role), found.id)

    def _invite_or_reset(self, email: str, lang: str) -> None:
        try:
            self.invite(Actor.ANONYMOUS, email, Role.CONTRIBUTOR, lang)
        except Conflict:
            self._reset_if_known(email)

    def _send(self, to: str, kind: Kind, token: str, lang: str, subject: str, text: str) -> SentLink:
        address = f"{self.address}/{lang}/{_PATHS[kind]}/{token}"
        if not self.mailer.is_set:
            return SentLink(address, is_mailed=False)
        try:
            self.mailer.send(to, subject, text % {"link": address}, lang)
        except MailFailed as error:
            return SentLink(address, is_mailed=False, reason=str(error))
        return SentLink(address, is_mailed=True)

    def _aside(self, task: Callable[[], object]) -> threading.Thread:
        """Do something after the answer, which so takes as long whether there is an account or not."""
        def run() -> None:
            try:
                task()
            except KbError as error:
                _LOGGER.info("nothing sent", code=error.code)
        thread = threading.Thread(target=run, name="mail")
        thread.start()
        return thread
