package regions

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
)

//go:embed tiles.csv
var tiles string

// Place is a city's cell on a grid that is roughly the map, from the top left, from 0.
type Place struct{ Column, Row int }

// Tiles reads the grid by the cities' codes.
func Tiles() (map[string]Place, error) {
	records, err := csv.NewReader(strings.NewReader(tiles)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("assets/regions: %w", err)
	}
	places := map[string]Place{}
	for _, f := range records[1:] {
		column, err1 := strconv.Atoi(f[1])
		row, err2 := strconv.Atoi(f[2])
		if err1 != nil || err2 != nil {
			return nil, fmt.Errorf("assets/regions: the cell of %s is not two numbers", f[0])
		}
		places[f[0]] = Place{column, row}
	}
	return places, nil
}
