package dev.leat.embedded;

/** Program that ends without closing its broker, having printed the broker's data folder. */
final class ForgetfulMain {

    private ForgetfulMain() {}

    public static void main(String[] arguments) {
        System.out.println(Embedded.start().data());
        System.exit(0);
    }
}
