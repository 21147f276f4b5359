"""The bar a new generation has to pass before it is put in the place of the live one. Pure; nothing is read here."""

from kb.errors import Refused
from kb.indexing.manifest import Manifest
from kb.indexing.proof import Proof

# Up to these numbers the library is being begun: all of its cases may go at once, or more than half of them.
_FIRST_CASES, _FEW_CASES = 2, 9
# Fewer known questions say nothing in percent.
_FEW_QUESTIONS = 20


def objection(before: Manifest | None, cases: int, proof: Proof | None, least_met: float) -> Refused | None:
    """What speaks against putting `cases` cases, proved by `proof`, in the place of the generation `before`.

    Nothing does when there is no live generation: any index is better than none. `least_met` is the share of known
    questions, from 0 to 1, that have to be met.
    """
    if before is None:
        return None
    return _lost_cases(before, cases) or _lost_answers(before, proof, least_met)


def _lost_cases(before: Manifest, cases: int) -> Refused | None:
    """More than half of the library gone at once is a wrong folder or a broken vocabulary, not an edit."""
    if before.cases > _FIRST_CASES and not cases:
        return Refused("the new index would be empty and the live one has %(before)s cases, so it was not put in "
                       "place; see what is wrong with kb check, or insist with kb reindex --force", before=before.cases)
    if before.cases <= _FEW_CASES or 2 * cases >= before.cases:
        return None
    return Refused("the new index would have %(after)s cases and the live one has %(before)s, so it was not put in "
                   "place; see what is wrong with kb check, or insist with kb reindex --force",
                   after=cases, before=before.cases)


def _lost_answers(before: Manifest, proof: Proof | None, least_met: float) -> Refused | None:
    """A library whose questions were never met to this share is not held to it; it must not get worse."""
    if proof is None or proof.asked < _FEW_QUESTIONS or not before.asked:
        return None
    if proof.met / proof.asked >= min(least_met, before.met / before.asked):
        return None
    return Refused("the new index answers %(met)s of %(asked)s known questions and the live one answered %(was_met)s "
                   "of %(was_asked)s, so it was not put in place; insist with kb reindex --force",
                   met=proof.met, asked=proof.asked, was_met=before.met, was_asked=before.asked)
