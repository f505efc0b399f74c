/** The package brings no types; what the benchmark uses of it. */
declare module "diff-match-patch" {
  export default class DiffMatchPatch {
    Match_Threshold: number;
    Match_Distance: number;
    match_main(text: string, pattern: string, loc: number): number;
  }
}
