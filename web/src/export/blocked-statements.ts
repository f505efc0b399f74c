export interface BlockedStatement {
  id: string;
  themeId?: string;
  text?: string;
}

/** The sentences named in the details of a 409 `reread-pending`. */
export function blockedStatements(details: unknown): BlockedStatement[] {
  if (!details || typeof details !== "object" || !("statements" in details)) return [];
  const { statements } = details;
  if (!Array.isArray(statements)) return [];
  return statements.map((entry: unknown) => (typeof entry === "string" ? { id: entry } : (entry as BlockedStatement)));
}
