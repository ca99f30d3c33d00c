import { canCutNetwork } from '@overmind/speech/decoding/confine';
import { findFfmpeg } from '@overmind/speech/decoding/ffmpeg';
import { type Finding, ok, warn } from './finding.ts';

/** What decodes the sound files that people bring, and whether it is kept from the network. */
export async function checkSoundFiles(env: NodeJS.ProcessEnv, canCut = canCutNetwork): Promise<Finding[]> {
  return [await checkKinds(env), ...((await canCut()) ? [] : [withNetwork])];
}

async function checkKinds(env: NodeJS.ProcessEnv): Promise<Finding> {
  if ((await findFfmpeg(env)) !== null) return ok('sound files', 'all kinds, by ffmpeg');
  const refused = 'without ffmpeg, m4a (mp4) and codecs other than Opus in webm and ogg are refused';
  return warn('sound files', refused, 'Install ffmpeg, with ffprobe.');
}

const withNetwork = warn(
  'decoders',
  'what decodes sound files keeps its network: this system lets no program be cut from it',
  'Install util-linux (unshare) and allow user namespaces to the account of the server.',
);
