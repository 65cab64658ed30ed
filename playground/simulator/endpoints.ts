import type { Family, MediaKind } from './types.ts';

export interface Endpoint {
	path: string;
	family: Family;
	required: string[];
	/** Fields beside the required ones; only the official format refuses others. */
	optional?: string[];
	models?: RegExp;
	kind?: MediaKind;
}

/** Lets through the families of models that exist, so a new version of one is not refused. */
const upstreamModels = /^(gen\d|veo|act_|aleph|upscale_|magnific_|enhance_|hailuo|happyhorse|seedance|seedream|gemini|grok|gpt_image|muse|wan|h3)/;

/** What Runway's newer models take beside the documented fields. */
const furtherVideo = ['audio', 'contentModeration', 'negativePrompt', 'outputFormat', 'proresProfile', 'resolution', 'referenceAudio', 'references', 'promptExpansionMode'];

export const endpoints: Endpoint[] = [
	{
		path: '/runwayml/v1/image_to_video',
		family: 'official',
		required: ['promptImage', 'model'],
		optional: ['promptText', 'seed', 'watermark', 'duration', 'ratio', ...furtherVideo],
		models: upstreamModels,
	},
	{
		path: '/runwayml/v1/video_to_video',
		family: 'official',
		required: ['videoUri', 'promptText', 'model'],
		optional: ['seed', 'ratio', 'duration', 'keyframes', 'targetAspectRatio', 'promptVideo', 'mode', ...furtherVideo],
		models: upstreamModels,
	},
	{
		path: '/runwayml/v1/text_to_image',
		family: 'official',
		kind: 'image',
		required: ['promptText', 'model'],
		optional: ['referenceImages', 'ratio', 'seed', 'contentModeration', 'outputCount'],
		models: upstreamModels,
	},
	{
		path: '/runwayml/v1/video_upscale',
		family: 'official',
		required: ['videoUri', 'model'],
		optional: ['creativity', 'flavor', 'fpsBoost', 'resolution', 'sharpen', 'smartGrain', 'targetFramerate'],
		models: upstreamModels,
	},
	{
		path: '/runwayml/v1/character_performance',
		family: 'official',
		required: ['character', 'reference', 'model'],
		optional: ['bodyControl', 'expressionIntensity', 'ratio', 'seed', 'contentModeration'],
		models: upstreamModels,
	},
	{ path: '/runway/pro/generate', family: 'pro', required: ['prompt', 'model'], models: upstreamModels },
	{ path: '/runway/pro/video2video', family: 'pro', required: ['video', 'model', 'prompt', 'options'], models: upstreamModels },
	{ path: '/runway/pro/act_one', family: 'pro', required: ['video', 'image'] },
	{ path: '/runway/generate/text', family: 'aiVideo', required: ['text_prompt'], models: /^gen[23]$/ },
	{ path: '/runway/generate/image', family: 'aiVideo', required: ['img_prompt'], models: /^gen[23]$/ },
	{ path: '/runway/generate/imageDescription', family: 'aiVideo', required: ['img_prompt', 'text_prompt'], models: /^gen[234]$/ },
	{ path: '/runway/generate/video', family: 'aiVideo', required: ['text_prompt', 'video_prompt'] },
	{ path: '/runway/extend', family: 'aiVideo', required: ['uuid', 'text_prompt'], models: /^gen[23]$/ },
];

export const modelIds = ['gen4_turbo', 'gen4.5', 'gen4_aleph', 'gen4_image', 'gen3a_turbo', 'act_two', 'upscale_v1', 'veo3.1', 'veo3.1_fast'];
