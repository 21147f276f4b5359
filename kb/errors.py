"""The whole error tree, drawn once: the reader's errors, the author's, and ours. No handling lives here.

    KbError
    ├── UserError            4xx: what the reader sent cannot be answered; the message says what to do
    │   ├── SignInNeeded         401  nobody is signed in, or the session is over; the text is given back
    │   ├── Forbidden            403
    │   │   └── FormExpired          403  a form without a valid token; the text is given back
    │   ├── NotFound             404
    │   ├── Conflict             409
    │   │   ├── Outdated             409  saved elsewhere since; both versions are shown
    │   │   ├── Refused              409  a new index that is worse than the live one
    │   │   └── Cancelled            409  a reindex that somebody stopped
    │   ├── TooLarge             413
    │   ├── Unprocessable        422
    │   │   ├── NotPublishable       422  pages that would be left out of the library, or take others out of it
    │   │   └── TooComplex           422  a text that takes too long to render, or nests too deep
    │   └── TooManyRequests      429
    ├── ContentError         the author's: a file of the library, with path, line and field
    └── ServiceError         5xx: ours; the reader gets a request id
        ├── ConfigurationError   500  a setting that cannot work
        ├── IndexUnavailable     503  no generation to read, or it is damaged
        ├── EngineFailed         503  an engine's own exception, translated at its door
        ├── Busy                 503  somebody else holds the lock
        ├── MailFailed           503  the mail server did not take a message
        └── StorageFailed        503  disk full, read-only, or failing

`message` is an English message id with %(name)s places; doors (web, cli) put it into the reader's language.
"""

from collections.abc import Callable, Mapping
from functools import partial


class KbError(Exception):
    """Base of all errors the product raises on purpose; the class decides status and code."""

    status = 500
    code = "internal"

    def __init__(self, message: str, *, field: str | None = None, **arguments: object) -> None:
        super().__init__(message, arguments)
        self.message = message
        self.field = field
        self.arguments: Mapping[str, object] = arguments

    def __str__(self) -> str:
        return self.message % self.arguments if self.arguments else self.message

    def __reduce__(self) -> tuple[Callable[..., "KbError"], tuple[object, ...]]:
        """Errors travel between processes whole."""
        return partial(type(self), self.message, field=self.field, **self.arguments), ()


class UserError(KbError):
    """What the reader asked for cannot be answered as asked."""

    status = 400
    code = "bad_request"


class SignInNeeded(UserError):
    """Only somebody with an account may do this, and nobody is signed in here."""

    status = 401
    code = "sign_in_needed"


class Forbidden(UserError):
    """Whoever asks may not do this."""

    status = 403
    code = "forbidden"


class FormExpired(Forbidden):
    """A form came without a token of this browser, or with an old one: it is shown again with what was typed."""

    code = "form_expired"


class NotFound(UserError):
    """There is nothing at this address."""

    status = 404
    code = "not_found"


class Conflict(UserError):
    """The thing changed, or exists already, since the reader looked."""

    status = 409
    code = "conflict"


class Outdated(Conflict):
    """Somebody has saved since the version that was changed; nothing was overwritten."""

    code = "outdated"


class Refused(Conflict):
    """What was made is worse than what it would replace; an override exists."""

    code = "refused"


class Cancelled(Conflict):
    """Somebody asked for the work to be stopped."""

    code = "cancelled"


class TooLarge(UserError):
    """More was sent than is accepted."""

    status = 413
    code = "too_large"


class Unprocessable(UserError):
    """Understood, but not valid."""

    status = 422
    code = "unprocessable"


class TooComplex(Unprocessable):
    """A text that cannot be handled within the limits of time, memory or depth."""

    code = "too_complex"


class NotPublishable(Unprocessable):
    """Pages that would be left out of the library, or that would take others out of it."""

    code = "not_publishable"


class TooManyRequests(UserError):
    """Asked too often; the same request may be repeated later."""

    status = 429
    code = "too_many_requests"


class ContentError(KbError):
    """A file of the library cannot be used; raised only where no list of problems can be returned."""

    status = 422
    code = "content"


class ServiceError(KbError):
    """Our fault or our machine's: nothing the reader sent is wrong."""

    code = "service"


class ConfigurationError(ServiceError):
    """A setting is missing or cannot work."""

    code = "configuration"


class IndexUnavailable(ServiceError):
    """There is no readable generation of the index."""

    status = 503
    code = "index_unavailable"


class EngineFailed(ServiceError):
    """A search engine raised; its own exception is the cause."""

    status = 503
    code = "engine_failed"


class Busy(ServiceError):
    """Another process holds what this one needs; try again later."""

    status = 503
    code = "busy"


class MailFailed(ServiceError):
    """A message could not be handed over to the mail server."""

    status = 503
    code = "mail_failed"


class StorageFailed(ServiceError):
    """The disk is full, read-only or failing."""

    status = 503
    code = "storage_failed"
