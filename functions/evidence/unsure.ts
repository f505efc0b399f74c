/** A comment with this reason says *Tvivl*: the thing stays pending and is marked. */
export const UNSURE = "unsure";
