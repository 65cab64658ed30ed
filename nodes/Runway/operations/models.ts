import type { INodePropertyOptions } from 'n8n-workflow';

const RETIRED = 'Reported as retired by Runway on 2026-07-30, so it may be refused';

export const RETIRED_MODELS = ['gen3a_turbo', 'gen4_aleph'];

export const retiredNotice =
	'Gen-3 Alpha Turbo and Gen-4 Aleph are reported as retired by Runway on 2026-07-30. If tasks are refused, choose another model or type its ID.';

export const imageToVideoModels: INodePropertyOptions[] = [
	{ name: 'Gen-4 Turbo', value: 'gen4_turbo', description: '5 or 10 seconds' },
	{ name: 'Gen-4.5', value: 'gen4.5', description: '2 to 10 seconds, needs a prompt' },
	{ name: 'Veo 3.1', value: 'veo3.1', description: '4, 6 or 8 seconds' },
	{ name: 'Veo 3.1 Fast', value: 'veo3.1_fast', description: '4, 6 or 8 seconds' },
	{ name: 'Veo 3', value: 'veo3', description: '8 seconds' },
	{ name: 'Gen-3 Alpha Turbo', value: 'gen3a_turbo', description: RETIRED },
];

export const videoToVideoModels: INodePropertyOptions[] = [
	{ name: 'Gen-4 Aleph', value: 'gen4_aleph', description: RETIRED },
	{ name: 'Aleph 2', value: 'aleph2', description: 'Videos of 2 to 30 seconds, up to 1080p' },
	{ name: 'Gemini Omni Flash', value: 'gemini_omni_flash' },
];

export const upscaleModels: INodePropertyOptions[] = [
	{ name: 'Upscale', value: 'upscale_v1', description: 'Four times the size, up to 4096 pixels per side' },
	{ name: 'Magnific Creative', value: 'magnific_video_upscaler_creative', description: 'Settings go into Further Fields' },
	{ name: 'Enhance Frame Rate', value: 'enhance_frame_rate', description: 'Needs targetFramerate in Further Fields' },
];

export const textToImageModels: INodePropertyOptions[] = [
	{ name: 'Gen-4 Image', value: 'gen4_image' },
	{ name: 'Gen-4 Image Turbo', value: 'gen4_image_turbo' },
	{ name: 'Gemini 2.5 Flash', value: 'gemini_2.5_flash', description: 'Takes other ratios, such as 1344:768' },
];

export const proModels: INodePropertyOptions[] = [
	{ name: 'Gen-4', value: 'gen4' },
	{ name: 'Gen-4 Turbo', value: 'gen4_turbo' },
	{ name: 'Gen-3', value: 'gen3' },
	{ name: 'Gen-2', value: 'gen2', description: 'The only one with style and camera motion' },
];

export const aiVideoModels = {
	gen2: { name: 'Gen-2', value: 'gen2' },
	gen3: { name: 'Gen-3', value: 'gen3' },
	gen4: { name: 'Gen-4', value: 'gen4', description: 'Needs a prompt and an image of 1280x720 or, with Flip, 720x1280' },
} satisfies Record<string, INodePropertyOptions>;
