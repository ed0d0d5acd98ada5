package io.tino.boot.autoconfigure.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.Principal;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

import io.tino.boot.autoconfigure.actuate.TinoClientGroupsHealthContributorAutoConfiguration;
import io.tino.boot.autoconfigure.actuate.TinoMetricsAutoConfiguration;
import io.tino.boot.autoconfigure.payload.TinoPayloadAutoConfiguration;
import io.tino.boot.autoconfigure.server.TinoServerAutoConfiguration;
import io.tino.client.NettyTinoClient;
import io.tino.client.TinoClient;
import io.tino.client.TinoTimeoutException;
import io.tino.command.TinoConnection;
import io.tino.server.TinoAuthenticator;
import io.tino.spring.client.ImportTinoClients;
import io.tino.spring.client.InvalidClientException;
import io.tino.spring.client.ReactiveTinoTemplate;
import io.tino.spring.client.TinoTemplate;
import io.tino.spring.endpoint.Auth;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoContract;
import io.tino.spring.endpoint.TinoEndpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link TinoClientGroupsAutoConfiguration}.
 */
class TinoClientGroupsAutoConfigurationTests {

	private final ApplicationContextRunner clientRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TinoPayloadAutoConfiguration.class, TinoServerAutoConfiguration.class,
				TinoClientAutoConfiguration.class, TinoClientGroupsAutoConfiguration.class,
				TinoClientGroupsHealthContributorAutoConfiguration.class, TinoMetricsAutoConfiguration.class));

	private final ApplicationContextRunner contextRunner = this.clientRunner.withUserConfiguration(NoteEndpoint.class)
		.withBean(TinoAuthenticator.class,
				() -> (credentials, connection) -> () -> String.valueOf(credentials.username()))
		.withPropertyValues("tino.server.port=0");

	@TinoContract(prefix = "NOTES")
	interface Notes {

		@TinoCommand
		String connectionName(TinoConnection connection);

		@TinoCommand
		String user(@Auth Principal principal);

		@TinoCommand
		void sleep(long millis);

	}

	@TinoEndpoint
	static class NoteEndpoint implements Notes {

		@Override
		public String connectionName(TinoConnection connection) {
			return String.valueOf(connection.name());
		}

		@Override
		public String user(Principal principal) {
			return principal.getName();
		}

		@Override
		public void sleep(long millis) {
			try {
				Thread.sleep(millis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

	@ImportTinoClients(Notes.class)
	@ImportTinoClients(types = Notes.class, group = "notes")
	@ImportTinoClients(types = Notes.class, group = "other-notes")
	static class Imports {

		@Autowired
		@Qualifier("default")
		private Notes ofDefault;

		@Autowired
		@Qualifier("notes")
		private Notes ofNotes;

		@Autowired
		@Qualifier("other-notes")
		private Notes ofOthers;

		@Autowired
		private TinoTemplate template;

		@Autowired
		@Qualifier("notes")
		private TinoTemplate notesTemplate;

		@Autowired
		private TinoClient client;

		@Autowired
		@Qualifier("notes")
		private TinoClient notesClient;

	}

	@Test
	void eachGroupHasAClientOfItsOwn() {
		this.contextRunner.withUserConfiguration(Imports.class)
			.withPropertyValues("tino.client.name=the-default", "tino.clients.notes.name=the-notes",
					"tino.clients.notes.username=tina", "tino.clients.notes.password=secret",
					"tino.clients.other-notes.name=the-others")
			.run((context) -> {
				Imports imports = context.getBean(Imports.class);
				assertThat(imports.ofDefault.connectionName(null)).isEqualTo("the-default");
				assertThat(imports.ofNotes.connectionName(null)).isEqualTo("the-notes");
				assertThat(imports.ofOthers.connectionName(null)).isEqualTo("the-others");
				assertThat(imports.ofNotes.user(null)).isEqualTo("tina");
				assertThat(imports.template.call("NOTES.CONNECTION_NAME", String.class)).isEqualTo("the-default");
				assertThat(imports.notesTemplate.call("NOTES.CONNECTION_NAME", String.class)).isEqualTo("the-notes");
				assertThat(imports.client).isSameAs(context.getBean("tinoClient"));
				assertThat(imports.notesClient).isSameAs(context.getBean("tinoClient.notes"));
				assertThat(context.getBean(TinoTemplate.class)).isSameAs(imports.template);
			});
	}

	@Test
	void aGroupHasTheDefaultsOfTheDefaultClientAndNotItsValues() {
		this.contextRunner.withUserConfiguration(Imports.class)
			.withPropertyValues("tino.client.name=the-default", "tino.client.timeout=100ms",
					"spring.application.name=app", "tino.clients.notes.max-connections=1",
					"tino.clients.other-notes.timeout=100ms")
			.run((context) -> {
				Imports imports = context.getBean(Imports.class);
				assertThat(imports.ofNotes.connectionName(null)).isEqualTo("app");
				imports.ofNotes.sleep(200);
				assertThatExceptionOfType(TinoTimeoutException.class).isThrownBy(() -> imports.ofOthers.sleep(5_000));
				assertThatExceptionOfType(TinoTimeoutException.class).isThrownBy(() -> imports.ofDefault.sleep(5_000));
			});
	}

	static class Reactive {

		@Autowired
		private ReactiveTinoTemplate template;

		@Autowired
		@Qualifier("notes")
		private ReactiveTinoTemplate notesTemplate;

		@Autowired
		@Qualifier("other-notes")
		private ReactiveTinoTemplate othersTemplate;

	}

	@Test
	void eachGroupHasAReactiveTemplate() {
		ReactiveTinoTemplate own = new ReactiveTinoTemplate(new TinoTemplate(mock(TinoClient.class)));
		this.contextRunner.withUserConfiguration(Reactive.class)
			.withConfiguration(AutoConfigurations.of(TinoReactiveClientAutoConfiguration.class))
			.withPropertyValues("tino.client.name=the-default", "tino.clients.notes.name=the-notes",
					"tino.clients.other-notes.name=the-others")
			.withBean("own", ReactiveTinoTemplate.class, () -> own,
					(definition) -> ((AbstractBeanDefinition) definition)
						.addQualifier(new AutowireCandidateQualifier(Qualifier.class, "other-notes")),
					(definition) -> ((AbstractBeanDefinition) definition).setDefaultCandidate(false))
			.run((context) -> {
				Reactive reactive = context.getBean(Reactive.class);
				assertThat(reactive.template.call("NOTES.CONNECTION_NAME", String.class).block())
					.isEqualTo("the-default");
				assertThat(reactive.notesTemplate.call("NOTES.CONNECTION_NAME", String.class).block())
					.isEqualTo("the-notes");
				assertThat(reactive.othersTemplate).isSameAs(own);
			});
	}

	@Test
	void aGroupNeedsNoReactor() {
		this.contextRunner.withUserConfiguration(ImportsNotes.class)
			.withClassLoader(new FilteredClassLoader(Flux.class))
			.withPropertyValues("tino.clients.notes.name=the-notes")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("tinoReactiveTemplate.notes");
				assertThat(context.getBean("tinoTemplate.notes", TinoTemplate.class)
					.call("NOTES.CONNECTION_NAME", String.class)).isEqualTo("the-notes");
			});
	}

	@ImportTinoClients(types = Notes.class, group = "notes")
	static class ImportsNotes {

	}

	@Test
	void aGroupNeedsNoDefaultClient() {
		this.contextRunner.withUserConfiguration(ImportsNotes.class)
			.withPropertyValues("tino.client.enabled=false", "tino.clients.notes.name=the-notes")
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				assertThat(context.getBean("notes#" + Notes.class.getName(), Notes.class).connectionName(null))
					.isEqualTo("the-notes");
				assertThat(context.getBean(MeterRegistry.class)
					.get("tino.client.calls.active")
					.tag("client", "notes")
					.gauge()
					.value()).isZero();
			});
	}

	@Test
	void aGroupWithoutPropertiesIsRefused() {
		this.contextRunner.withUserConfiguration(ImportsNotes.class)
			.withPropertyValues("tino.clients.note.name=misspelt")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("qualifier 'notes'")
				.extracting((ex) -> context.getStartupFailure())
				.satisfies((ex) -> assertThat(invalidClient(ex))
					.hasMessageContaining("for the group 'notes', which has no TinoTemplate")));
	}

	@Test
	void aGroupWithoutAnAddressNeedsAServerInTheApplication() {
		this.clientRunner.withPropertyValues("tino.clients.notes.timeout=1s")
			.run((context) -> assertThat(invalidClient(context.getStartupFailure()))
				.hasMessageContaining("Group 'notes' of tino.clients has no address")
				.satisfies((ex) -> assertThat(ex.action()).contains("tino.clients.notes.address=host:port")));
		this.clientRunner.withPropertyValues("tino.clients.notes.address=localhost:7777")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void theDefaultGroupIsConfiguredElsewhere() {
		this.clientRunner.withPropertyValues("tino.clients.default.address=localhost:7777")
			.run((context) -> assertThat(invalidClient(context.getStartupFailure()))
				.hasMessage("Group 'default' of tino.clients is the one that is configured by tino.client.*"));
	}

	private static InvalidClientException invalidClient(Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof InvalidClientException)) {
			cause = cause.getCause();
		}
		assertThat(cause).isNotNull();
		return (InvalidClientException) cause;
	}

	@ParameterizedTest
	@CsvSource({ "timeout,0", "connect-timeout,-1s", "max-connections,0", "keep-alive,0", "subscription.min-backoff,0",
			"propagated-headers,credit", "retry.max-attempts,0", "address,localhost", "ssl.bundle,none" })
	void valuesThatMakeNoSenseAreRefusedByTheirNames(String name, String value) {
		this.clientRunner
			.withPropertyValues("tino.clients.notes.address=localhost:7777", "tino.clients.notes." + name + "=" + value)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(ex) -> assertThat(ex.getName()).isEqualTo("tino.clients.notes." + name)));
	}

	@Test
	void withoutPropertiesThereAreNoGroups() {
		this.clientRunner.run((context) -> assertThat(context).doesNotHaveBean(TinoClientGroups.class)
			.doesNotHaveBean("tinoClientsHealthContributor")
			.hasSingleBean(TinoClient.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnBeans {

		static final TinoClient CLIENT = mock(TinoClient.class);

		@Bean
		@Qualifier("notes")
		TinoClient own() {
			return CLIENT;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnTemplate {

		@Bean(defaultCandidate = false)
		@Qualifier("notes")
		TinoTemplate own() {
			return new TinoTemplate(mock(TinoClient.class));
		}

	}

	@Test
	void whenUserDefinesTheClientOfAGroupAutoConfiguredOneBacksOff() {
		this.clientRunner.withUserConfiguration(OwnBeans.class)
			.withPropertyValues("tino.clients.notes.timeout=1s")
			.run((context) -> {
				assertThat(context).doesNotHaveBean("tinoClient.notes").hasBean("tinoTemplate.notes");
				assertThat(context.getBean(TinoClientGroups.class).client("notes")).isSameAs(OwnBeans.CLIENT);
			});
	}

	@Test
	void whenUserDefinesTheTemplateOfAGroupAutoConfiguredOneBacksOff() {
		this.clientRunner.withUserConfiguration(OwnTemplate.class)
			.withPropertyValues("tino.clients.notes.address=localhost:7777")
			.run((context) -> assertThat(context).doesNotHaveBean("tinoTemplate.notes")
				.hasBean("tinoClient.notes")
				.hasBean("tinoTemplate"));
	}

	@Test
	void customizersKnowTheGroup() {
		this.contextRunner.withUserConfiguration(Imports.class)
			.withPropertyValues("tino.clients.notes.timeout=10s", "tino.clients.other-notes.timeout=10s")
			.withBean(TinoClientCustomizer.class, () -> new TinoClientCustomizer() {

				@Override
				public void customize(NettyTinoClient.Builder builder) {
					builder.name("for-all");
				}

				@Override
				public void customize(String group, NettyTinoClient.Builder builder) {
					customize(builder);
					if (group.equals("notes")) {
						builder.timeout(Duration.ofMillis(100));
					}
				}

			})
			.run((context) -> {
				Imports imports = context.getBean(Imports.class);
				assertThat(imports.ofOthers.connectionName(null)).isEqualTo("for-all");
				assertThat(imports.ofDefault.connectionName(null)).isEqualTo("for-all");
				imports.ofOthers.sleep(200);
				assertThatExceptionOfType(TinoTimeoutException.class).isThrownBy(() -> imports.ofNotes.sleep(5_000));
			});
	}

	@Test
	void eachClientHasMetersOfItsOwn() {
		this.contextRunner.withUserConfiguration(Imports.class)
			.withPropertyValues("tino.clients.notes.timeout=10s", "tino.clients.other-notes.timeout=10s")
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> {
				Imports imports = context.getBean(Imports.class);
				imports.ofDefault.connectionName(null);
				imports.ofNotes.connectionName(null);
				imports.ofNotes.connectionName(null);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				await().untilAsserted(() -> {
					assertThat(registry.get("tino.client.calls").tag("client", "default").functionTimer().count())
						.isEqualTo(1);
					assertThat(registry.get("tino.client.calls").tag("client", "notes").functionTimer().count())
						.isEqualTo(2);
				});
				assertThat(registry.get("tino.client.connections").tag("client", "notes").gauge().value()).isEqualTo(1);
				assertThat(registry.get("tino.client.connections").tag("client", "other-notes").gauge().value())
					.isZero();
			});
	}

	@Test
	void theHealthOfAGroupIsThatOfItsServer() throws IOException {
		this.contextRunner
			.withPropertyValues("tino.clients.notes.timeout=10s",
					"tino.clients.other.address=127.0.0.1:" + portThatNobodyListensOn())
			.run((context) -> {
				CompositeHealthContributor health = context.getBean("tinoClientsHealthContributor",
						CompositeHealthContributor.class);
				assertThat(health(health, "notes").getStatus()).isEqualTo(Status.UP);
				assertThat(health(health, "other").getStatus()).isEqualTo(Status.DOWN);
				assertThat(health(health, "other").getDetails()).containsEntry("code", "UNAVAILABLE");
			});
	}

	private static Health health(CompositeHealthContributor contributor, String name) {
		return ((HealthIndicator) contributor.getContributor(name)).health();
	}

	private static int portThatNobodyListensOn() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@TinoEndpoint
	static class Asking {

		private final Notes notes;

		Asking(@Qualifier("notes") Notes notes) {
			this.notes = notes;
		}

		@TinoCommand
		String ask() {
			return this.notes.connectionName(null);
		}

	}

	@Test
	void anEndpointMayAskItsOwnServer() {
		this.contextRunner.withUserConfiguration(ImportsNotes.class, Asking.class)
			.withPropertyValues("tino.clients.notes.name=the-notes")
			.run((context) -> assertThat(context.getBean(TinoTemplate.class).call("ASK", String.class))
				.isEqualTo("the-notes"));
	}

	@Test
	void clientsAreClosedWithTheApplication() {
		this.contextRunner.withUserConfiguration(ImportsNotes.class)
			.withPropertyValues("tino.clients.notes.name=the-notes")
			.run((context) -> {
				TinoClient client = context.getBean(TinoClientGroups.class).client("notes");
				client.ping().join();
				context.close();
				assertThat(client.ping()).failsWithin(Duration.ofSeconds(10));
			});
	}

}
