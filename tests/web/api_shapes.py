"""Holds answers against the schemas that the site publishes, and stricter: no other key, and all in their order."""

from jsonschema import Draft202012Validator

from kb.web.api.description import document

PUBLISHED = document()


def breaches(name, value):
    """Where an answer is not as one of the published schemas says."""
    schema = PUBLISHED["components"]["schemas"][name]
    validator = Draft202012Validator({**schema, "components": PUBLISHED["components"]})
    wrong = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    return wrong or list(_disorder(schema, value, name))


def _disorder(schema, value, at):
    """Where keys are not those that are published, or stand in another order."""
    for choice in map(_resolved, schema.get("anyOf", [schema])):
        if isinstance(value, list):
            for place, each in enumerate(value):
                yield from _disorder(choice["items"], each, f"{at}.{place}")
        elif isinstance(value, dict) and "properties" in choice:
            keys = choice["properties"]
            if [*value] != [key for key in keys if key in value]:
                yield f"{at}: {[*value]}"
            for key in (key for key in keys if key in value):
                yield from _disorder(keys[key], value[key], f"{at}.{key}")


def _resolved(schema):
    ref = schema.get("$ref")
    return PUBLISHED["components"]["schemas"][ref.rpartition("/")[2]] if ref else schema
