import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What the tests need beyond npm's packages. A need is met when one of its programs is in the PATH or one of its
 * places exists.
 */
export const testNeeds = [
  { debianPackage: 'ffmpeg', brewPackage: 'ffmpeg', programs: ['ffmpeg'], places: [] },
  { debianPackage: 'redis-server', brewPackage: 'redis', programs: ['redis-server'], places: [] },
  // macOS has a sandbox of its own, which is always there.
  {
    debianPackage: 'bubblewrap',
    brewPackage: null,
    programs: ['bwrap'],
    places: ['/usr/bin/bwrap', '/usr/bin/sandbox-exec'],
  },
  {
    debianPackage: 'chromium',
    brewPackage: '--cask chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    places: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
  },
];

/** The path of the program that meets the need, or null. */
export function findNeed({ programs, places }) {
  const inPath = programs.map(findProgram).find((path) => path !== null);
  return inPath ?? places.find(isExecutable) ?? null;
}

/** The browser for the end-to-end tests, or undefined where there is none. */
export function findChromium() {
  const chromium = testNeeds.find((need) => need.debianPackage === 'chromium');
  return findNeed(chromium) ?? undefined;
}

export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
