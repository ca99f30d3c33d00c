import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// Lazily loaded parts are compiled when a test first asks for them, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 60_000 });

// Toasts fade in by a style of theirs, so that a test would see them or not by its own speed.
const shown = document.createElement('style');
shown.textContent = '[data-sonner-toast] { opacity: 1 !important }';
document.head.append(shown);

afterEach(() => {
  cleanup();
  localStorage.clear();
});
