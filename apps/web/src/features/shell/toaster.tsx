'use client';
import type { CSSProperties } from 'react';
import { Toaster as Sonner } from 'sonner';

const colours = {
  '--normal-bg': 'var(--raised)',
  '--normal-text': 'var(--ink)',
  '--normal-border': 'var(--line-strong)',
  fontFamily: 'inherit',
} as CSSProperties;

export const Toaster = () => (
  <Sonner
    position="bottom-center"
    toastOptions={{ className: 'text-sm! whitespace-pre-line', duration: 5_000 }}
    style={colours}
  />
);
