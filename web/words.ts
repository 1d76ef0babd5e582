// words.ts: the few sentences that are needed before assets/locales has arrived, or when it cannot.

export interface HostWords {
  panel: string;
  opening: string;
  failed: string;
  retry: string;
  close: string;
}

const kChinese: HostWords = {
  panel: '客服',
  opening: '正在打开…',
  failed: '客服面板打不开，请用其他方式联系客服。',
  retry: '重试',
  close: '关闭',
};
const kTaiwan: HostWords = {
  panel: '客服',
  opening: '正在開啟…',
  failed: '客服面板打不開，請用其他方式聯絡客服。',
  retry: '重試',
  close: '關閉',
};
const kEnglish: HostWords = {
  panel: 'Customer service',
  opening: 'Opening…',
  failed: 'The service panel cannot open. Please reach service in another way.',
  retry: 'Try again',
  close: 'Close',
};

/** Which of the languages that assets/locales has: who reads traditional characters gets Taiwan's words. */
export function supported(lang: string): 'zh-CN' | 'zh-TW' | 'en' {
  return /^zh-(tw|hk|mo|hant)/i.test(lang) ? 'zh-TW' : /^zh/i.test(lang) ? 'zh-CN' : 'en';
}

export const words = (lang: string) => ({ 'zh-CN': kChinese, 'zh-TW': kTaiwan, en: kEnglish })[supported(lang)];
