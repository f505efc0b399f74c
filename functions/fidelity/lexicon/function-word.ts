/** Words that carry grammar rather than matter, Danish and English: their coming or going invents nothing. */
const WORDS = `
og eller men at der som en et den det de dem sig sin sit sine han hun vi i os jeg du man min din deres dens dets vores hans hendes
er var være været bliver blev blevet har havde haft få får fik fået gør gjorde gjort kommer kom går gik ligger lå står stod
af til fra på for med ved om under over mellem gennem hos mod efter før inden siden indtil imellem blandt langs omkring trods
også så da når hvis fordi mens idet ligesom samt både enten ind ud op ned hen frem tilbage her dér hvor hvad hvem hvilken hvilket hvilke hvordan hvorfor
denne dette disse sådan sådanne samme selv egen eget egne anden andet andre dog nok jo vel endnu allerede netop særligt især herunder derfor derved dermed
hermed herved heraf deraf hvoraf hvilken øvrige bl jf fx feks mv osv dvs ift ifm mht pga inkl
the a an of to in on at by for with from as and or but if that this these those it its he she they them their his her we us our you your i my
is are was were be been being has have had having do does did there here which who whom whose what when where how why than then so such
into onto out up down off over under between through during among per about against also both each other same own thus hence therefore however
och att av som är på till den det ett
`;
const known = new Set(WORDS.trim().split(/\s+/));

export const isFunctionWord = (key: string) => known.has(key) || key.length === 1;
