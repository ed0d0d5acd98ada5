package io.tino.boot.autoconfigure.server;

import java.util.Map;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.convert.support.DefaultConversionService;

import io.tino.convert.ResultConverters;
import io.tino.payload.PayloadCodecs;
import io.tino.payload.PayloadLimits;
import io.tino.payload.PayloadMappers;
import io.tino.server.NettyTinoServer;
import io.tino.spring.endpoint.EndpointCommands;
import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;
import io.tino.transport.NettyClasses;

/**
 * Makes a server that is never started, as the application will make its own, while the
 * application context is still busy with everything else: most of the time goes to
 * classes that have never been used before.
 */
final class TinoServerBackgroundPreinitializer implements BackgroundPreinitializer {

	/** Two are busy with the start itself and with compiling what it runs. */
	private static final int BUSY_PROCESSORS = 2;

	@Override
	public void preinitialize() {
		if (isWorthwhile(Runtime.getRuntime().availableProcessors())) {
			makeServer();
		}
	}

	static boolean isWorthwhile(int processors) {
		return processors > BUSY_PROCESSORS;
	}

	/** Make a server of one endpoint. It listens to nothing. */
	void makeServer() {
		EndpointCommands endpoints = new EndpointCommands(sample(),
				PayloadCodecs.deferred(PayloadMappers::messagePack, PayloadLimits.DEFAULT),
				new DefaultConversionService(),
				new ResultConverters(PayloadMappers::messagePack, PayloadLimits.DEFAULT));
		NettyTinoServer.Builder builder = NettyTinoServer.builder();
		ServerMapping.apply(properties(), builder);
		builder.commands(endpoints.find()).build();
		NettyClasses.load();
	}

	private static TinoServerProperties properties() {
		return new Binder(new MapConfigurationPropertySource(
				Map.of("tino.server.port", "0", "tino.server.shutdown.grace-period", "1s")))
			.bindOrCreate("tino.server", TinoServerProperties.class);
	}

	private static DefaultListableBeanFactory sample() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerSingleton("sample", new SampleEndpoint());
		return beanFactory;
	}

	@TinoEndpoint
	static final class SampleEndpoint {

		@TinoCommand
		Sample sample(Sample sample) {
			return sample;
		}

	}

	record Sample(String text, int number) {
	}

}
