/*
 * One pass of Stockham's transform for each radix: `groups` butterflies of `radix` values that stand `gap` apart, for
 * each of `stride` lanes; what comes out is turned by the roots of unity and stands `stride` apart.
 */

export interface Complex {
  re: Float64Array;
  im: Float64Array;
}

export interface Pass {
  from: Complex;
  to: Complex;
  stride: number;
  /** Of all values that are transformed: the k-th is turned by k of so many parts of a turn, backwards. */
  roots: Complex;
}

/** Writes a value, turned by a root of unity. */
function put({ to, roots }: Pass, at: number, root: number, re: number, im: number): void {
  const cos = roots.re[root] as number;
  const sin = roots.im[root] as number;
  to.re[at] = re * cos - im * sin;
  to.im[at] = re * sin + im * cos;
}

export function pass3(pass: Pass): void {
  const { re, im } = pass.from;
  const { stride } = pass;
  const gap = re.length / 3;
  const sin = Math.sqrt(3) / 2;
  for (let at = 0; at < gap; at++) {
    const root = at - (at % stride);
    const to = at + 2 * root;
    const sumRe = (re[at + gap] as number) + (re[at + 2 * gap] as number);
    const sumIm = (im[at + gap] as number) + (im[at + 2 * gap] as number);
    const sideRe = sin * ((im[at + gap] as number) - (im[at + 2 * gap] as number));
    const sideIm = sin * ((re[at + 2 * gap] as number) - (re[at + gap] as number));
    const midRe = (re[at] as number) - sumRe / 2;
    const midIm = (im[at] as number) - sumIm / 2;
    put(pass, to, 0, (re[at] as number) + sumRe, (im[at] as number) + sumIm);
    put(pass, to + stride, root, midRe + sideRe, midIm + sideIm);
    put(pass, to + 2 * stride, 2 * root, midRe - sideRe, midIm - sideIm);
  }
}

export function pass4(pass: Pass): void {
  const { re, im } = pass.from;
  const { stride } = pass;
  const gap = re.length / 4;
  for (let at = 0; at < gap; at++) {
    const root = at - (at % stride);
    const to = at + 3 * root;
    const evenRe = (re[at] as number) + (re[at + 2 * gap] as number);
    const evenIm = (im[at] as number) + (im[at + 2 * gap] as number);
    const oddRe = (re[at + gap] as number) + (re[at + 3 * gap] as number);
    const oddIm = (im[at + gap] as number) + (im[at + 3 * gap] as number);
    const restRe = (re[at] as number) - (re[at + 2 * gap] as number);
    const restIm = (im[at] as number) - (im[at + 2 * gap] as number);
    const sideRe = (im[at + gap] as number) - (im[at + 3 * gap] as number);
    const sideIm = (re[at + 3 * gap] as number) - (re[at + gap] as number);
    put(pass, to, 0, evenRe + oddRe, evenIm + oddIm);
    put(pass, to + stride, root, restRe + sideRe, restIm + sideIm);
    put(pass, to + 2 * stride, 2 * root, evenRe - oddRe, evenIm - oddIm);
    put(pass, to + 3 * stride, 3 * root, restRe - sideRe, restIm - sideIm);
  }
}

const [cos1, sin1] = [Math.cos((2 * Math.PI) / 5), Math.sin((2 * Math.PI) / 5)];
const [cos2, sin2] = [Math.cos((4 * Math.PI) / 5), Math.sin((4 * Math.PI) / 5)];

export function pass5(pass: Pass): void {
  const { re, im } = pass.from;
  const { stride } = pass;
  const gap = re.length / 5;
  for (let at = 0; at < gap; at++) {
    const root = at - (at % stride);
    const to = at + 4 * root;
    const [x, y] = [re[at] as number, im[at] as number];
    const outerRe = (re[at + gap] as number) + (re[at + 4 * gap] as number);
    const outerIm = (im[at + gap] as number) + (im[at + 4 * gap] as number);
    const innerRe = (re[at + 2 * gap] as number) + (re[at + 3 * gap] as number);
    const innerIm = (im[at + 2 * gap] as number) + (im[at + 3 * gap] as number);
    const acrossRe = (re[at + gap] as number) - (re[at + 4 * gap] as number);
    const acrossIm = (im[at + gap] as number) - (im[at + 4 * gap] as number);
    const besideRe = (re[at + 2 * gap] as number) - (re[at + 3 * gap] as number);
    const besideIm = (im[at + 2 * gap] as number) - (im[at + 3 * gap] as number);
    const [aRe, aIm] = [x + cos1 * outerRe + cos2 * innerRe, y + cos1 * outerIm + cos2 * innerIm];
    const [bRe, bIm] = [x + cos2 * outerRe + cos1 * innerRe, y + cos2 * outerIm + cos1 * innerIm];
    const [cRe, cIm] = [sin1 * acrossIm + sin2 * besideIm, -sin1 * acrossRe - sin2 * besideRe];
    const [dRe, dIm] = [sin2 * acrossIm - sin1 * besideIm, sin1 * besideRe - sin2 * acrossRe];
    put(pass, to, 0, x + outerRe + innerRe, y + outerIm + innerIm);
    put(pass, to + stride, root, aRe + cRe, aIm + cIm);
    put(pass, to + 2 * stride, 2 * root, bRe + dRe, bIm + dIm);
    put(pass, to + 3 * stride, 3 * root, bRe - dRe, bIm - dIm);
    put(pass, to + 4 * stride, 4 * root, aRe - cRe, aIm - cIm);
  }
}
