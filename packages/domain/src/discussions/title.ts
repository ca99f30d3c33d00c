const longestTitle = 80;

/** The first words of a goal. */
export function titleOfGoal(goal: string): string {
  const line = goal.replace(/\s+/g, ' ').trim();
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).trim()}…`;
}
