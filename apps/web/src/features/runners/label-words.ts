/** Labels as a person writes them, with commas between; each counts once. */
export const labelWords = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((label) => label.trim())
      .filter((label) => label !== ''),
  ),
];
