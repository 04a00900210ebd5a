package dev.leat.spring.page;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

// page:begin
@SpringBootApplication
class Shop {
    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args);
    }
}
// page:end
