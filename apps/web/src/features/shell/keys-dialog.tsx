'use client';
import { KeysDialog } from '#components/keys-dialog.tsx';
import { shell, shortcuts } from '#text/shell.ts';

/** The keys that work on every page; loaded with its words when first asked for. */
export const ShellKeysDialog = ({ onClose }: { onClose(): void }) => (
  <KeysDialog title={shell.keys} keys={shortcuts} onClose={onClose} />
);
