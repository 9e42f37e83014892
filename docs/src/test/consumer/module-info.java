module com.example.consumer {
  requires dog.rebe.core;
  requires dog.rebe.ssh;
  requires dog.rebe.ssh.testkit;
  requires dog.rebe.core.testkit;
  requires dog.rebe.sandbox;
  requires dog.rebe.protocol;
  requires dog.rebe.robot;
}
