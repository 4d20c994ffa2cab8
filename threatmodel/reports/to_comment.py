def to_comment(reports):
    return "x\n"
