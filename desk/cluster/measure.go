package cluster

// measures are what figures measure, by the words near them.
var measures = func() map[string]uint8 {
	out := map[string]uint8{}
	for i, words := range [...]string{
		"profit income earnings beneficio ganancia utilidad 净 利",
		"revenue sales turnover ingresos ventas 营 收",
		"shares share stock acciones acción accion 股",
		"jobs workers employees staff positions workforce empleos empleados trabajadores puestos 员 岗",
		"fine penalty multa 罚",
		"deal takeover acquisition buyout valued cash bid offer compra adquisición 购",
		"dividend payout dividendo 息",
		"deliveries delivered entregas vehicles cars trucks suvs vehículos coches autos 付 辆",
		"stake holding participación 持",
		"points point puntos 点",
		"users subscribers customers accounts suscriptores usuarios clientes 户", //nolint:misspell // Spanish
		"inflation prices inflación precios 胀",
		"unemployment jobless desempleo paro 业",
		"economy gdp economía pib",
		"invest investment spend spending plant factory inversión 投",
		"settle settlement acuerdo 解",
		"buyback repurchase repurchases recompra 回",
		"tariff tariffs duties arancel aranceles 税",
		"barrels barriles 桶",
		"target objetivo",
	} {
		for w := range set(words) {
			out[stem(fold(w))] = uint8(i + 1)
		}
	}
	return out
}()

// measureAt is the measure named nearest to words[i] in its sentence, within
// five words; the words after it count first.
func measureAt(words []word, i int) uint8 {
	for d := 1; d <= 5; d++ {
		for _, k := range [...]int{i + d, i - d} {
			if k >= 0 && k < len(words) && words[k].sentence == words[i].sentence {
				if m := measures[words[k].stem]; m != 0 {
					return m
				}
			}
		}
	}
	return 0
}
