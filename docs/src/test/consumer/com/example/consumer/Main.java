package com.example.consumer;

import dog.rebe.command.Command;
import dog.rebe.command.Limits;
import java.lang.module.ModuleDescriptor;
import java.time.Duration;

/** A program in a module of its own that uses ours, as a stranger would write it. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Command<?> command =
        Command.of("uname", "-r").readOnly().limits(Limits.of(Duration.ofSeconds(5), 4096));
    System.out.println("uses " + command.getClass().getModule().getName());
    ModuleLayer.boot().modules().stream()
        .filter(module -> module.getName().startsWith("dog.rebe."))
        .map(Module::getDescriptor)
        .map(module -> (module.isAutomatic() ? "automatic " : "named ") + module.name())
        .sorted()
        .forEach(System.out::println);
  }
}
