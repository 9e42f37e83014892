package dog.rebe.facts;

/**
 * Shell functions that the facts' scripts share. What a script has to say is gathered in {@code x}
 * and printed in one piece, because each write becomes a packet on the wire. They use the shell's
 * builtins only, so that they cost no process, and begin with {@code r_}, so that they shadow no
 * program.
 *
 * <ul>
 *   <li>{@code r_add LINE}
 *   <li>{@code r_value KEY FILE} adds {@code KEY=} and the file's first line
 *   <li>{@code r_file NAME FILE LINES} adds a section with the file's first lines
 *   <li>{@code r_say} prints
 *   <li>{@code r_order} adds {@code order=}, the machine's byte order: by a file since Linux 6.2,
 *       before that by the sixth byte of an ELF header
 *   <li>{@code r_end STATUS} makes this the script's exit
 *   <li>{@code r_none TEXT} says that the machine has nothing that tells it
 * </ul>
 */
final class Prelude {

  static final String TEXT =
      """
      PATH=$PATH:/usr/sbin:/sbin x=
      N='
      '
      r_add(){ x=$x$1$N;}
      r_value(){ if [ -r $2 ]&&{ read -r l <$2||[ "$l" ];};then r_add "$1=$l";fi;}
      r_file(){ if [ -r $2 ];then r_add "== $1";i=0;while [ $i -lt $3 ]&&{ read -r l||[ "$l" ];};do r_add "$l";i=$((i+1));done <$2;fi;}
      r_say(){ printf %s "$x";x=;}
      r_order(){
      if [ -r /sys/kernel/cpu_byteorder ];then r_value order /sys/kernel/cpu_byteorder
      else l=;read -r l </bin/sh;case $l in ?ELF?\2*)r_add order=big;;*)r_add order=little;;esac;fi
      }
      r_end(){ return $1;}
      r_none(){ echo "$1";return 127;}
      """;

  private Prelude() {}
}
