/** Taking back and giving again, on every screen where one decides. */
export const deciding = {
  "undo.undo": "Fortryd",
  "undo.redo": "Gendan",
  "undo.undo-last": "Fortryd din seneste afgørelse",
  "undo.redo-last": "Gendan det, du fortrød",
  "undo.nothing-to-undo": "Der er ikke mere at fortryde",
  "undo.nothing-to-redo": "Der er ikke noget at gendanne",
  "undo.undone": "Fortrudt. Ctrl+Shift+Z gendanner",
  "undo.redone": "Gendannet",
  "undo.undone-claim": "Fortrudt: din afgørelse om et udsagn",
  "undo.undone-sorting": "Fortrudt: udsagnet har igen sin tidligere type og sine tidligere temaer",
  "undo.undone-statement":
    "{claims, plural, =0 {Fortrudt: din afgørelse om en sætning} other {Fortrudt: din afgørelse om en sætning og de udsagn, du godkendte sammen med den}}",
  "undo.undone-draft": "Fortrudt: din afgørelse om et udkast",
  "undo.redone-claim": "Gendannet: din afgørelse om et udsagn",
  "undo.redone-sorting": "Gendannet: udsagnets type og temaer, som du rettede dem",
  "undo.redone-statement":
    "{claims, plural, =0 {Gendannet: din afgørelse om en sætning} other {Gendannet: din afgørelse om en sætning og de udsagn, du godkendte sammen med den}}",
  "undo.redone-draft": "Gendannet: din afgørelse om et udkast",
  "undo.changed-sorting":
    "{name} har ændret udsagnets type eller temaer siden. Din egen ændring er derfor ikke fortrudt.",
  "undo.changed-decision": "{name} har afgjort sætningen siden. Din afgørelse er derfor ikke gendannet.",
  "undo.somebody": "En kollega",
  "undo.gone": "Det kan ikke fortrydes: det, afgørelsen handlede om, findes ikke længere.",
  "undo.failed": "Det lykkedes ikke: {message}",
  "undo.see-claim": "Vis udsagnet",
  "undo.see-draft": "Vis udkastet",
} as const;
