package cluster

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"newstape/internal/table"
)

// stop are words that carry nothing, in English and Spanish.
var stop = set(`a an the this that these those some any all both each every i me my we us our you your he him his she her it its
they them their who whom whose which what am be is are was were been being do does did doing have has had having will would shall
should can could may might must of in on at by for from to with without into onto over under about after before during between
among against through via per as than up upon within since until amid near and or but nor so yet if because while although though
when where why how whether not no never neither none there here then now just also too very more most much many such own same
other another still already again even only say says said saying tell told mr mrs ms according reportedly one two three
el la los las un una unos unas de del al y o que en por para con sin su sus se lo le les es son fue fueron ser ha han como mas pero
si no ya sobre entre desde hasta este esta estos estas ese esa tras dijo segun muy tambien cuando donde quien
的 了 在 是 和 与 及 将 为 以 于 对 也 并 其 该 这 那 有 从 到 中 上 下 等 年 月 日`)

//go:embed frequent.tsv
var frequentTable string

// frequent is the weight of words that much news has, by their stems.
var frequent = sync.OnceValue(func() map[string]float64 {
	out := map[string]float64{}
	for _, row := range table.Rows(frequentTable) {
		if len(row) != 2 {
			continue // the tests read the table
		}
		weight, err := strconv.ParseFloat(row[0], 64)
		if err != nil {
			continue
		}
		for w := range strings.FieldsSeq(row[1]) {
			out[w] = weight
		}
	}
	return out
})

// common are capitalised words that name nothing by which events are told apart.
var common = set(`monday tuesday wednesday thursday friday saturday sunday inc corp ltd llc plc co group holdings company ceo cfo coo usa us u.s
reuters bloomberg ap afp cnbc street wall the a an in on at it he she they we but and for as by after before while with shares mr mrs ms dr
american america chinese european british german japanese q1 q2 q3 q4 i chief executive officer president chairman board nasdaq nyse new
york times journal news lunes martes miercoles jueves viernes sabado domingo el la los las estados unidos eeuu ee uu`)
