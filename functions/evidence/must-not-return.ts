/**
 * A comment with this reason on a rejected claim pins the rejection: the evaluations refuse any prompt that proposes it
 * again. It counts while the rejection stands.
 */
export const MUST_NOT_RETURN = "must-not-return";
