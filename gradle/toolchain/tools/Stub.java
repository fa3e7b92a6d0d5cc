import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.mojo.animal_sniffer.Clazz;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;
import org.objectweb.asm.signature.SignatureWriter;

/** One class of android.jar: its public members, no code. Members are named as in the signatures: {@code name(args)ret}, {@code name#type}. */
final class Stub extends ClassVisitor {
    private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final Clazz signature;
    private final Set<String> members;
    private final Set<String> known;
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> written = new HashSet<>();
    private boolean inherited;

    private Stub(ClassWriter to, Clazz signature, Set<String> members, Set<String> known) {
        super(Opcodes.ASM9, to);
        this.signature = signature;
        this.members = members;
        this.known = known;
    }

    /** Of its shapes, the class's own and those of the hidden classes that it inherits public members from. */
    static byte[] of(List<byte[]> shapes, Clazz signature, Set<String> members, Set<String> known) {
        var to = new ClassWriter(0);
        var stub = new Stub(to, signature, members, known);
        for (byte[] hidden : shapes.subList(1, shapes.size())) stub.hidden.addAll(declared(hidden));
        Set<String> narrowed = new HashSet<>();
        for (String own : plain(shapes.get(0))) if (own.indexOf('#') < 0) narrowed.add(arguments(own));
        stub.hidden.removeIf(member -> member.indexOf('#') >= 0 || narrowed.contains(arguments(member)));
        for (byte[] shape : shapes) {
            new ClassReader(shape).accept(stub, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            stub.inherited = true;
        }
        return to.toByteArray();
    }

    /** Every member that a class declares. */
    static Set<String> declared(byte[] shape) {
        return members(shape, 0);
    }

    /** The members that a person wrote. */
    private static Set<String> plain(byte[] shape) {
        return members(shape, Opcodes.ACC_SYNTHETIC);
    }

    private static String arguments(String method) {
        return method.substring(0, method.indexOf(')') + 1);
    }

    private static Set<String> members(byte[] shape, int without) {
        var found = new HashSet<String>();
        new ClassReader(shape).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
                if ((access & without) == 0) found.add(name + type);
                return null;
            }

            @Override public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
                if ((access & without) == 0) found.add(name + "#" + type);
                return null;
            }
        }, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return found;
    }

    @Override public void visit(int version, int access, String name, String generic, String parent, String[] interfaces) {
        if (inherited) return;
        boolean hidden = parent != null && !known.contains(parent);
        String above = hidden ? publicParent() : parent;
        String[] kept = Stream.of(interfaces).filter(known::contains).toArray(String[]::new);
        boolean changed = hidden || kept.length < interfaces.length;
        String shown = generic == null || !changed ? generic : generic(generic, hidden ? above : null, interfaces);
        // Nothing but shapes is left: a compiler of Java 17 reads them all.
        super.visit(Math.min(version & 0xffff, Opcodes.V17), access, name, shown, above, kept);
    }

    /** A generic signature with another parent, where one is given, and without the interfaces that nobody knows. */
    private String generic(String all, String above, String[] interfaces) {
        var starts = new ArrayList<Integer>();
        var reader = new SignatureWriter() {
            @Override public SignatureVisitor visitSuperclass() {
                SignatureVisitor next = super.visitSuperclass();
                starts.add(toString().length());
                return next;
            }

            @Override public SignatureVisitor visitInterface() {
                starts.add(toString().length());
                return super.visitInterface();
            }
        };
        new SignatureReader(all).accept(reader);
        starts.add(all.length());
        var shown = new StringBuilder(all.substring(0, starts.get(0)));
        shown.append(above == null ? all.substring(starts.get(0), starts.get(1)) : "L" + above + ";");
        for (int i = 0; i < interfaces.length; i++) {
            if (known.contains(interfaces[i])) shown.append(all, starts.get(i + 1), starts.get(i + 2));
        }
        return shown.toString();
    }

    private String publicParent() {
        String signed = signature == null ? null : signature.getSuperClass();
        return signed != null && known.contains(signed) ? signed : "java/lang/Object";
    }

    @Override public void visitInnerClass(String inner, String outer, String simple, int access) {
        if (!inherited && known.contains(inner)) super.visitInnerClass(inner, outer, simple, access);
    }

    @Override public void visitNestHost(String host) {}

    @Override public void visitNestMember(String member) {}

    @Override public void visitPermittedSubclass(String permitted) {}

    @Override public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
        if (!wanted(access, name + type)) return null;
        int plain = access & ~(Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED);
        // A bridge to a hidden parent's method, if not to a narrower one, is that method to everybody else.
        if (hidden.contains(name + type)) plain &= ~(Opcodes.ACC_BRIDGE | Opcodes.ACC_SYNTHETIC);
        MethodVisitor to = super.visitMethod(plain, name, type, generic, thrown);
        return new Method(to, type, (access & Opcodes.ACC_ABSTRACT) == 0);
    }

    @Override public FieldVisitor visitField(int access, String name, String type, String generic, Object value) {
        return wanted(access, name + "#" + type) ? new Field(super.visitField(access, name, type, generic, value)) : null;
    }

    @Override public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        return !inherited && shown(type) ? super.visitAnnotation(type, visible) : null;
    }

    @Override public AnnotationVisitor visitTypeAnnotation(int where, TypePath path, String type, boolean visible) {
        return null;
    }

    /** The platform's own build annotates for itself, some of it twice. */
    private boolean shown(String annotation) {
        return known.contains(annotation.substring(1, annotation.length() - 1));
    }

    private boolean wanted(int access, String member) {
        boolean own = !inherited || !member.startsWith("<");
        return own && (access & VISIBLE) != 0 && members.contains(member) && written.add(member);
    }

    /** A method, with a body that cannot be run where it has one. */
    private final class Method extends MethodVisitor {
        private final String type;
        private final boolean body;

        Method(MethodVisitor to, String type, boolean body) {
            super(Opcodes.ASM9, to);
            this.type = type;
            this.body = body;
        }

        @Override public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
            return shown(annotation) ? super.visitAnnotation(annotation, visible) : null;
        }

        @Override public AnnotationVisitor visitTypeAnnotation(int where, TypePath path, String annotation, boolean visible) {
            return null;
        }

        @Override public AnnotationVisitor visitParameterAnnotation(int parameter, String annotation, boolean visible) {
            return null;
        }

        @Override public void visitAnnotableParameterCount(int count, boolean visible) {}

        @Override public void visitEnd() {
            if (body) {
                mv.visitCode();
                mv.visitInsn(Opcodes.ACONST_NULL);
                mv.visitInsn(Opcodes.ATHROW);
                mv.visitMaxs(1, Type.getArgumentsAndReturnSizes(type) >> 2);
            }
            mv.visitEnd();
        }
    }

    /** A field. */
    private final class Field extends FieldVisitor {
        Field(FieldVisitor to) {
            super(Opcodes.ASM9, to);
        }

        @Override public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
            return shown(annotation) ? super.visitAnnotation(annotation, visible) : null;
        }

        @Override public AnnotationVisitor visitTypeAnnotation(int where, TypePath path, String annotation, boolean visible) {
            return null;
        }
    }
}
