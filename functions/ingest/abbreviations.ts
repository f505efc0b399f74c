const words = (list: string) => new Set(list.trim().split(/\s+/));

/** Abbreviations that something always follows: a full stop after them ends no sentence. Lower case, without the last stop. */
export const LEADING = words(`
  bl.a b.la fx f.eks feks ca cirka jf jfr cf hhv resp evt inkl incl ekskl excl eksl vedr ang mht m.h.t mhp m.h.p ift i.f.t
  iht i.h.t pga p.gr.a p.g.a if ifm i.f.m iflg ifølge eks eksempelvis nr nr- no kap kapt s ss sp pp p pag fig figs tab tabl
  afs afsn pkt stk litr bil bd vol art § dvs d.v.s d v.s i.e e.g viz vs bet betegn kbhs kbh sct skt st dr drs dr.med prof
  lekt lic mag cand cand.med stud fr frk hr hrs mr mrs ms jun sen gl ndr sdr nør nr str opr oprindl tlf mob tel fax
  adr att att.: c/o v d f g u m t.eks t.o.m f.o.m red udg udgv overs ovs bearb ill medf ml mlm pr prof. sml se
  sål såk såkaldt skr spec spm sv tidl tils tilsv tv udl uds- vha v.h.a v.hj.a vb vejl vurd afd afdl alm anm arr ass
  best bestyr civ.ing dir div- dep e.kr f.kr ekskl eng etabl exc ext eksist fam fast fest fmd formd fors fork forts
  fhv fung ggr gns gnsntl hdl henv hovs højst indb indeh indl inst instr internat jr kgl kl kld kol komm kst lb ledn
  lign- log mdl medl mhs min- max maks mellemv mv- nat ndf obs off omkr omr opl opm org ovenn ovf p.a p.p p.t pba part
  pers plur pos præs pågæld rep rev rigsm samf sek sekr sem sept silv sml sst sum sup symp tekn temp tilh tillæg univ
  ved- vest vol. årg årh økon abs aud co corp dept dir. ed eds est esp gen gov hon inc- jan. lt ltd- messrs min. mt
  op.cit ph.d ph phil rev. sec sgt spp sq st. univ. approx
`);

/** Abbreviations that may end a sentence: they do so before a capital letter that opens a new one. */
export const TRAILING = words(`
  mv m.v m.m mm m.fl mfl m.fl osv o.s.v etc o.l ol o.lign olign o.a oa m.a m.a.o pct procent mio mill mia milld kr øre
  d.d d.å s.å f.t a/s a.s aps i/s k/s m2 m3 km cm mm kg g l dl ml mg µg t tim timer min mdr md mdl år d.s.s dags
  e.l el e.lign inc ltd co jan feb febr mar apr jun jul aug sep sept okt nov dec mand man tirs ons tors fre lør søn
  al et.al u.å n.d a.m p.m u.s u.k e.u f.m e.m
`);
