import { create } from 'zustand';

export type Overlay = 'palette' | 'keys' | 'new-task' | 'preview';

interface OverlayStore {
  shown: Overlay | null;
  open(overlay: Overlay): void;
  close(): void;
}

/** What lies over the page; one at a time. */
export const useOverlays = create<OverlayStore>((set) => ({
  shown: null,
  open: (shown) => set({ shown }),
  close: () => set({ shown: null }),
}));
