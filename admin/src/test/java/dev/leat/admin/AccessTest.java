package dev.leat.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AccessTest {
    private static final String DOMAIN = "example.internal";

    @Test
    void thePrincipalOfAnAppIsTheSubjectOfItsCertificate() {
        assertThat(Access.principal("billing", "web", DOMAIN)).isEqualTo("User:CN=billing.web.example.internal");
    }

    @Test
    void thereIsARightForEverySubnetTopicOperationAndHost() {
        Access access = Access.app("billing", "web", "publishing")
                .reads("orders")
                .writes("orders")
                .groups()
                .hosts("10.0.0.1", "10.0.0.2");

        assertThat(texts(access))
                .containsExactlyInAnyOrder(
                        "User:CN=billing.web.example.internal may READ topic orders from 10.0.0.1",
                        "User:CN=billing.web.example.internal may READ topic orders from 10.0.0.2",
                        "User:CN=billing.web.example.internal may WRITE topic orders from 10.0.0.1",
                        "User:CN=billing.web.example.internal may WRITE topic orders from 10.0.0.2",
                        "User:CN=billing.publishing.example.internal may READ topic orders from 10.0.0.1",
                        "User:CN=billing.publishing.example.internal may READ topic orders from 10.0.0.2",
                        "User:CN=billing.publishing.example.internal may WRITE topic orders from 10.0.0.1",
                        "User:CN=billing.publishing.example.internal may WRITE topic orders from 10.0.0.2");
    }

    @Test
    void anAppThatReadsMayJoinTheGroupOfItsName() {
        assertThat(texts(Access.app("billing", "web").reads("orders")))
                .containsExactlyInAnyOrder(
                        "User:CN=billing.web.example.internal may READ topic orders",
                        "User:CN=billing.web.example.internal may READ group billing",
                        "User:CN=billing.web.example.internal may DESCRIBE_CONFIGS group billing");
        assertThat(texts(Access.app("billing", "web").writes("orders")))
                .containsExactly("User:CN=billing.web.example.internal may WRITE topic orders");
    }

    @Test
    void aStarStandsForAllThatBeginAlike() {
        Access access = Access.principal("User:alice")
                .reads("orders.*", "*")
                .groups("billing-*")
                .transactions("billing*");

        assertThat(texts(access))
                .containsExactlyInAnyOrder(
                        "User:alice may READ topics orders.*",
                        "User:alice may READ all topics",
                        "User:alice may READ groups billing-*",
                        "User:alice may DESCRIBE_CONFIGS groups billing-*",
                        "User:alice may WRITE transactions billing*");
        assertThat(access.topics()).isEmpty();
    }

    @Test
    void whatWouldAllowNothingIsRefused() {
        assertThatThrownBy(() -> Access.app("billing")).hasMessage("app 'billing' has no subnet; name at least one");
        assertThatThrownBy(() -> Access.principal("User:alice").hosts())
                .hasMessage("User:alice has no hosts, so nothing would be allowed; name some, or leave it out for any");
        assertThat(Access.principal("User:alice").reads().problem())
                .isEqualTo("User:alice may do nothing; say what it reads or writes, or leave it out");
        assertThat(Access.principal("User:alice").reads("a").problem()).contains("as which group?");
        assertThat(Access.principal("User:alice").reads("a").groups().problem()).isNull();
        assertThat(Access.app("billing", "web").reads("a").problem()).isNull();
    }

    @Test
    void namesThatCannotBeAreRefusedWithARemedy() {
        Stream.<Runnable>of(
                        () -> Access.app("bil,ling", "web"),
                        () -> Access.app("billing", "we.b"),
                        () -> Access.principal("alice"),
                        () -> Access.principal("User:"),
                        () -> Access.principal("User:a").reads("or ders"),
                        () -> Access.principal("User:a").writes(""),
                        () -> Access.principal("User:a").groups(" "),
                        () -> Access.principal("User:a").groups("a*b"),
                        () -> Access.principal("User:a").hosts("server.example.com"))
                .forEach(call -> assertThatThrownBy(call::run)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching("'.*; .*"));
        assertThat(Access.principal("User:a").hosts("::1", "2001:db8::1", "10.1.2.3", "*"))
                .isNotNull();
    }

    @Test
    void anAppOwnsItsPrincipalsInAnySubnetOfTheDomainAndNobodyElses() {
        Holder app = Access.app("billing", "web").holder();

        assertThat(app.owns("User:CN=billing.web.example.internal", DOMAIN)).isTrue();
        assertThat(app.owns("User:CN=billing.publishing.example.internal", DOMAIN))
                .isTrue();
        assertThat(app.owns("User:CN=billing.web.example.org", DOMAIN)).isFalse();
        assertThat(app.owns("User:CN=billing.a.web.example.internal", DOMAIN)).isFalse();
        assertThat(app.owns("User:CN=billing2.web.example.internal", DOMAIN)).isFalse();
    }

    @Test
    void equalIsWhatSaysTheSame() {
        assertThat(Access.app("a", "web").reads("t"))
                .isEqualTo(Access.app("a", "web").reads("t"))
                .hasSameHashCodeAs(Access.app("a", "web").reads("t"))
                .isNotEqualTo(Access.app("a", "web").writes("t"));
    }

    private static List<String> texts(Access access) {
        return access.bindings(DOMAIN).stream()
                .map(right -> right.entry().principal() + " " + RightText.of(right))
                .toList();
    }
}
