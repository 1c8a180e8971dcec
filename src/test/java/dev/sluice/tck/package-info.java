/** The Reactive Streams TCK on what the library publishes; {@code mvn -Ptck test} runs it. */
package dev.sluice.tck;
