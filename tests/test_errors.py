"""The error tree: whose fault it is decides the status."""

import pickle

import pytest

from kb import errors
from kb.errors import ConfigurationError, ContentError, KbError, NotFound, ServiceError, UserError


def tree(root):
    return [root, *(each for child in root.__subclasses__() for each in tree(child))]


ALL = [error for error in tree(KbError) if error.__module__ == errors.__name__]

STATUSES = [
    ("SignInNeeded", 401, "sign_in_needed"),
    ("FormExpired", 403, "form_expired"),
    ("NotFound", 404, "not_found"),
    ("Conflict", 409, "conflict"),
    ("Outdated", 409, "outdated"),
    ("Refused", 409, "refused"),
    ("Cancelled", 409, "cancelled"),
    ("TooLarge", 413, "too_large"),
    ("Unprocessable", 422, "unprocessable"),
    ("NotPublishable", 422, "not_publishable"),
    ("TooComplex", 422, "too_complex"),
    ("TooManyRequests", 429, "too_many_requests"),
    ("ContentError", 422, "content"),
    ("ConfigurationError", 500, "configuration"),
    ("IndexUnavailable", 503, "index_unavailable"),
    ("EngineFailed", 503, "engine_failed"),
    ("Busy", 503, "busy"),
    ("MailFailed", 503, "mail_failed"),
    ("StorageFailed", 503, "storage_failed"),
]


@pytest.mark.parametrize(("name", "status", "code"), STATUSES)
def test_the_class_decides_status_and_code(name, status, code):
    error = getattr(errors, name)("x")
    assert (error.status, error.code) == (status, code)


@pytest.mark.parametrize("error", ALL)
def test_an_error_travels_between_processes_whole(error):
    sent = error("%(name)s is wrong", field="title", name="x")
    received = pickle.loads(pickle.dumps(sent))
    assert (type(received), str(received), received.field) == (error, "x is wrong", "title")


@pytest.mark.parametrize("error", ALL)
def test_a_readers_error_is_4xx_and_ours_is_5xx(error):
    if issubclass(error, UserError):
        assert 400 <= error.status < 500
    elif issubclass(error, ServiceError):
        assert 500 <= error.status < 600


def test_every_kind_has_a_code_of_its_own():
    codes = [error.code for error in ALL]
    assert len(codes) == len(set(codes))


def test_the_table_above_holds_every_leaf():
    leaves = {error.__name__ for error in ALL if not error.__subclasses__()}
    assert leaves <= {name for name, _, _ in STATUSES}


@pytest.mark.parametrize("error", ALL)
def test_the_tree_in_the_docstring_names_the_class(error):
    assert error.__name__ in (errors.__doc__ or "")


def test_a_message_is_filled_with_its_arguments():
    error = NotFound("there is no case named %(slug)s", field="slug", slug="vin")
    assert str(error) == "there is no case named vin"
    assert error.message == "there is no case named %(slug)s"
    assert error.arguments == {"slug": "vin"}
    assert error.field == "slug"


def test_a_message_without_arguments_may_hold_a_percent_sign():
    assert str(ContentError("100 % of it")) == "100 % of it"


def test_an_error_names_no_field_unless_told():
    assert ConfigurationError("x").field is None
