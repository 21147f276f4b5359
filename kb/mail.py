"""Mail: one message to one person through a mail server. What it says, and in which language, is decided elsewhere."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

from kb import log
from kb.errors import ConfigurationError, MailFailed
from kb.settings import Settings

TIMEOUT_S = 20
_LOGGER = log.get_logger("mail")


@dataclass(frozen=True, slots=True)
class Mailer:
    """The mail server of a site. Raises ConfigurationError when its settings do not fit together."""

    settings: Settings

    def __post_init__(self) -> None:
        """A site that asks for mail must be able to send it."""
        settings = self.settings
        if self.is_set and not (settings.smtp_from and settings.address):
            raise ConfigurationError("to send mail, set KB_SMTP_FROM and KB_ADDRESS too")
        if settings.address and not settings.address.startswith(("https://", "http://")):
            raise ConfigurationError(
                "the setting %(name)s is %(value)s; it must begin with https:// or http://",
                name="KB_ADDRESS", value=settings.address)
        if settings.registration == "open" and not self.is_set:
            raise ConfigurationError("open registration confirms e-mail addresses by mail: set KB_SMTP_HOST")

    @property
    def is_set(self) -> bool:
        """Whether there is a mail server."""
        return bool(self.settings.smtp_host)

    def send(self, to: str, subject: str, text: str, lang: str) -> None:
        """Hand a message over to the mail server. Raises MailFailed."""
        message = self.message(to, subject, text, lang)
        try:
            with self._connection() as server:
                if self.settings.smtp_user:
                    server.login(self.settings.smtp_user, self.settings.smtp_password)
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            # The reason may quote the address; it goes to whoever asked, not into the log.
            _LOGGER.error("mail failed", kind=type(error).__name__)
            raise MailFailed("the mail server did not take the message: %(reason)s", reason=str(error)) from error
        _LOGGER.info("mail sent")

    def message(self, to: str, subject: str, text: str, lang: str) -> EmailMessage:
        """The message; line ends in a subject, which could begin a header of their own, become blanks."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.settings.smtp_from
        message["To"] = to
        message["Subject"] = " ".join(subject.split())
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=self.settings.smtp_from.rpartition("@")[2] or None)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        message["Content-Language"] = lang
        return message

    def _connection(self) -> smtplib.SMTP:
        settings, context = self.settings, ssl.create_default_context()
        if settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S, context=context)
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_S)
        if settings.smtp_security == "starttls":
            try:
                server.starttls(context=context)
            except BaseException:
                server.close()
                raise
        return server
