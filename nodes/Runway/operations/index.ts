import { extend } from './aiVideo/extend';
import { get as getAiVideo } from './aiVideo/get';
import { imageToVideo as aiVideoFromImage } from './aiVideo/imageToVideo';
import { textToVideo } from './aiVideo/textToVideo';
import { videoToVideo as transformAiVideo } from './aiVideo/videoToVideo';
import { wait as waitForAiVideo } from './aiVideo/wait';
import { textToImage } from './image/textToImage';
import type { Operation } from './operation';
import { actOne } from './proVideo/actOne';
import { generate } from './proVideo/generate';
import { videoToVideo as restyleVideo } from './proVideo/videoToVideo';
import { get } from './task/get';
import { wait } from './task/wait';
import { characterPerformance } from './video/characterPerformance';
import { imageToVideo } from './video/imageToVideo';
import { upscale } from './video/upscale';
import { videoToVideo } from './video/videoToVideo';

/** One line per operation; the first of a resource is its default. */
export const operations: Operation[] = [
	imageToVideo,
	videoToVideo,
	characterPerformance,
	upscale,
	textToImage,
	generate,
	restyleVideo,
	actOne,
	get,
	wait,
	textToVideo,
	aiVideoFromImage,
	transformAiVideo,
	extend,
	getAiVideo,
	waitForAiVideo,
];
