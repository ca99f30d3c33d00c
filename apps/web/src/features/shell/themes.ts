import { Monitor, Moon, Sun } from 'lucide-react';

export const themes = [
  { name: 'system', icon: Monitor },
  { name: 'light', icon: Sun },
  { name: 'dark', icon: Moon },
] as const;
