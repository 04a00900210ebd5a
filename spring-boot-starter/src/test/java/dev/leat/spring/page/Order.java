package dev.leat.spring.page;

// page:begin
record Order(String item, int price) {}
// page:end
