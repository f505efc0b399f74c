/** "Ekspert 1" → "E1", "Karen Blixen" → "KB": two letters that tell people apart. */
export const initials = (name: string) => {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toLocaleUpperCase("da");
};
