package names
import ("testing";"time";"sort";"fmt";"newstape/names/match";"newstape/names/screen";"newstape/names/security";"runtime";"math/rand";"newstape/names/lists";"newstape/internal/shared")
func TestZZSpeed(t *testing.T){
 runtime.GOMAXPROCS(1)
 files,_:=lists.ReadDir(shared.Dir(t,"data","lists")); m:=match.New(); raw,_:=screen.Build(m,files.Versions); book,err:=screen.NewBook(m,raw); if err!=nil{t.Fatal(err)}
 var ms1,ms2 runtime.MemStats; runtime.GC(); runtime.ReadMemStats(&ms1)
 s,_:=screen.NewScreener(m,nil,book,nil)
 master:=security.Embedded(); var qs []screen.Query
 for _,e:=range master.Entities(){ if e.Kind==security.Issuer {qs=append(qs,screen.Query{Name:e.Name,Kind:match.Company})}}
 r:=rand.New(rand.NewSource(1)); r.Shuffle(len(qs),func(i,j int){qs[i],qs[j]=qs[j],qs[i]}); qs=qs[:4000]
 // list names with a typo, persons too
 for i:=0;i<book.Len();i+=11 { e,_:=book.Entry(i); n:=e.Name; if len(n)>6 { k:=r.Intn(len(n)-1); n=n[:k]+n[k+1:] }; kd:=match.Company; if e.Kind==lists.Person{kd=match.Person}; qs=append(qs,screen.Query{Name:n,Kind:kd})}
 var d []time.Duration; hit:=0; st:=time.Now()
 for _,q:=range qs { a:=time.Now(); x,err:=s.Screen(q); d=append(d,time.Since(a)); if err==nil&&x.Status()==screen.Listed{hit++} }
 el:=time.Since(st); sort.Slice(d,func(i,j int)bool{return d[i]<d[j]})
 runtime.ReadMemStats(&ms2)
 fmt.Println(len(qs),"queries",float64(len(qs))/el.Seconds(),"q/s p50",d[len(d)/2],"p90",d[len(d)*9/10],"p99",d[len(d)*99/100],"max",d[len(d)-1],"hits",hit, ms1.HeapAlloc>>20,"MB heap", ms2.HeapAlloc>>20)
}
func TestZZFalse(t *testing.T){
 s:=screener(t); master:=security.Embedded(); n,f,fs:=0,0,0; m:=match.New(); _=m
 for _,e:=range master.Entities(){ if e.Kind!=security.Issuer||e.Rank==0{continue}; n++
  a,err:=s.Screen(screen.Query{Name:e.Name,Kind:match.Company,Without:[]string{"CN"}}); if err!=nil{continue}
  if a.Status()==screen.Listed{f++; if f<40{fmt.Println(e.ID,describe(a))}}
  if a.Status()==screen.SameName{fs++}}
 fmt.Println(n,f,fs)
}
