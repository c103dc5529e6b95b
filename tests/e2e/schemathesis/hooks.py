"""A check beside those of schemathesis: which 422 a request may get that the schemas allow."""
import schemathesis

# Rules that no schema can state, by the code of the field's error.
RULES = {
    "foreign_key_violation": "the row that a key names is not there",
    "out_of_range": "SQLite keeps 15 digits of a Decimal; whole numbers have their limits in the schema",
    "decimal": "an exponent beyond what a Decimal holds",
    "too_precise": "a number of more decimals than the limit: multipleOf is not exact for fractions",
    "unknown_product": "the product is not there, or not sold any more",
    "unknown_address": "the address is not there",
    "other_customer": "the address belongs to another customer",
    "idempotency_key_reused": "the key was used for another request",
    "out_of_stock": "the stock changes",
    "too_small": "a Decimal may be a string, which a schema cannot bound; ageToMonths is not below ageFromMonths",
    "too_large": "as the first of these",
    "duplicate_field": "sort=name,-name: uniqueItems does not see that it is one field",
    "bad_cursor": "a cursor comes from another answer",
}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Answers have all columns, says the document, but for those to `fields`, which it cannot say. So nobody asks for some."""
    names = (case.query or {}).get("fields")
    if isinstance(names, str):
        names = names.split(",")
    if not names or not isinstance(names, list):
        return
    known = next(one for one in case.operation.query if one.name == "fields").definition["schema"]["items"]["enum"]
    if all(name in known for name in names) and len(set(names)) == len(names):
        del case.query["fields"]


@schemathesis.check
def refused_by_rules_only(ctx, response, case):
    """What a schema can say is in the schemas, so that a request that they allow is not refused for it."""
    if response.status_code != 422 or case.meta is None or not case.meta.generation.mode.is_positive:
        return
    problem = response.json()
    codes = {error["code"] for error in problem.get("errors") or [problem]}
    unknown = codes - RULES.keys()
    if unknown:
        raise AssertionError(f"A request that the schemas allow was refused: {', '.join(sorted(unknown))}")
