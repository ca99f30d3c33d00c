import { slashCommands } from '#text/chat.ts';

export type SlashCommand = (typeof slashCommands)[number];

/** Commands that complete what is written; none once a word is finished. */
export function completionsOf(text: string): readonly SlashCommand[] {
  if (!/^\/\S*$/.test(text)) return [];
  return slashCommands.filter(
    (command) => command.name.startsWith(text.toLowerCase()) && command.name !== text,
  );
}
