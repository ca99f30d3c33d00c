export const chatFiles = {
  markdown: 'Download as Markdown',
  json: 'Download as JSON',
} as const;
