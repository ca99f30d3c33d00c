interface Named {
  name: string;
  role: string;
}

const giveTo = String.raw`(?:assign(?:ed)?|give|hand|delegate)(?:\s+\S+){0,4}?\s+to`;

/** The agent that a text names as the one to do the work ("@qa", "the qa agent", "ask qa to"); null for none. */
export function findNamedAgent(text: string, agents: readonly Named[]): string | null {
  return agents.find((agent) => agentMentions(agent).some((mention) => mention.test(text)))?.name ?? null;
}

/** A text without the words that name an agent. */
export function stripAgent(text: string, agents: readonly Named[]): string {
  return agents
    .flatMap(agentMentions)
    .reduce((rest, mention) => rest.replace(new RegExp(mention, 'gi'), ' '), text)
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.;:!?])/g, '$1')
    .replace(/^[\s,:;-]+/, '')
    .trim();
}

function agentMentions({ name }: Named): RegExp[] {
  const word = name.replace(/[^a-z0-9]/g, '\\$&');
  return [
    String.raw`(?:\b(?:with|by|using|via|for|to)\s+)?@${word}(?![\w-])[,:]?`,
    String.raw`\b(?:ask|tell|use|get)\s+(?:the\s+)?${word}(?:\s+agent)?\s+to\s+`,
    String.raw`\b(?:let|have)\s+(?:${word}|the\s+${word}\s+agent)\s+(?=\w)`,
    String.raw`(?:,?\s+and\s+)?\b${giveTo}\s+(?:the\s+)?${word}(?:\s+agent)?\b`,
    String.raw`\b(?:with|by|using|via)\s+the\s+${word}\s+agent\b`,
    String.raw`^(?:the\s+)?${word}(?:\s+agent)?\s*[,:]\s+(?:please\s+)?`,
    String.raw`\bthe\s+${word}\s+agent\s+(?:should|must|can|could)\b`,
  ].map((source) => new RegExp(source, 'i'));
}
