import type { deciding as danish } from "../da/deciding.ts";

export const deciding: Record<keyof typeof danish, string> = {
  "undo.undo": "Undo",
  "undo.redo": "Redo",
  "undo.undo-last": "Undo your latest decision",
  "undo.redo-last": "Redo what you undid",
  "undo.nothing-to-undo": "There is nothing more to undo",
  "undo.nothing-to-redo": "There is nothing to redo",
  "undo.undone": "Undone. Ctrl+Shift+Z redoes it",
  "undo.redone": "Redone",
  "undo.undone-claim": "Undone: your decision about a claim",
  "undo.undone-sorting": "Undone: the claim has its former kind and themes again",
  "undo.undone-statement":
    "{claims, plural, =0 {Undone: your decision about a sentence} other {Undone: your decision about a sentence and the claims you accepted with it}}",
  "undo.undone-draft": "Undone: your decision about a draft",
  "undo.redone-claim": "Redone: your decision about a claim",
  "undo.redone-sorting": "Redone: the kind and themes you gave the claim",
  "undo.redone-statement":
    "{claims, plural, =0 {Redone: your decision about a sentence} other {Redone: your decision about a sentence and the claims you accepted with it}}",
  "undo.redone-draft": "Redone: your decision about a draft",
  "undo.changed-sorting":
    "{name} has changed the claim's kind or themes since. Your own change is therefore not undone.",
  "undo.changed-decision": "{name} has decided about the sentence since. Your decision is therefore not redone.",
  "undo.somebody": "A colleague",
  "undo.gone": "It cannot be undone: what the decision was about is no longer there.",
  "undo.failed": "That did not work: {message}",
  "undo.see-claim": "Show the claim",
  "undo.see-draft": "Show the draft",
};
