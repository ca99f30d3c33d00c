import { create } from 'zustand';

interface ToastOptions {
  /** By which it can be taken away, or replaced by another. */
  id?: string;
  duration?: number;
  description?: string;
  action?: { label: string; onClick(): void };
}

/** True once something was to be said; the toaster is mounted from then on. */
export const useToasterWanted = create<{ isWanted: boolean }>(() => ({ isWanted: false }));

/** The toast library is loaded when the first toast is shown, not with the page. */
function show(kind: 'message' | 'success' | 'error', words: string, options: ToastOptions): void {
  useToasterWanted.setState({ isWanted: true });
  void import('sonner').then(({ toast }) => toast[kind](words, options));
}

/** Says something in passing; focus stays where it is. */
export const toast = Object.assign(
  (words: string, options: ToastOptions = {}) => show('message', words, options),
  {
    success: (words: string, options: ToastOptions = {}) => show('success', words, options),
    error: (words: string, options: ToastOptions = {}) => show('error', words, options),
    dismiss: (id: string) => void import('sonner').then(({ toast }) => toast.dismiss(id)),
  },
);
