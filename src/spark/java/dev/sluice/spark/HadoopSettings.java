package dev.sluice.spark;

import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** The configuration of Hadoop as a map, which is serializable. */
final class HadoopSettings {

  private HadoopSettings() {}

  static Map<String, String> of(Configuration configuration) {
    Map<String, String> settings = new HashMap<>();
    configuration.forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    return settings;
  }

  static Configuration restored(Map<String, String> settings) {
    Configuration configuration = new Configuration(false);
    settings.forEach(configuration::set);
    return configuration;
  }
}
